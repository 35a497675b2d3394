import { hash } from "node:crypto";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { type Finding, fails, holds } from "./findings.ts";
import type { Story, StoryEnvelope } from "./story.ts";

type Message = Story["messages"]["messages"][number];

/**
 * Whether the signed bytes say what the timeline says: each message of the dossier is in the envelopes it is said to be
 * in, with the content and for the service it is said to have, and what counts as delivered was sent.
 */
export function verifyStory(story: Story, files: ReadonlyMap<string, Uint8Array>): Finding[] {
  const { index, timeline, messages, attempts } = story;
  const envelopes = new Map(index.envelopes.map((envelope) => [envelope.id, envelope]));
  const replaced = new Set(
    story.audit.entries.filter(({ action }) => action === "message.replaced").map(({ subject }) => subject),
  );
  const findings: Finding[] = [];
  for (const message of messages.messages) {
    for (const place of message.envelopes) {
      const envelope = envelopes.get(place.id);
      const body = envelope && files.get(envelope.body);
      if (envelope === undefined || body === undefined) findings.push(missingEnvelope(message.number, place.id));
      else findings.push(judgePlace({ message, place, envelope, body, code: index.dossierCode, replaced }));
    }
  }
  const told = new Map(messages.messages.map((message) => [message.id, message]));
  for (const entry of timeline.timeline) {
    if (entry.kind === "message")
      findings.push(...judgeEntry(entry, told.get(entry.messageId ?? ""), attempts.attempts));
    const isMissing = typeof entry.envelopeId === "string" && !envelopes.has(entry.envelopeId);
    if (isMissing) findings.push(missingEnvelope(undefined, entry.envelopeId ?? ""));
  }
  const listed = timeline.timeline.filter(({ kind }) => kind === "message").length;
  if (listed !== messages.messages.length) findings.push(otherMessages());
  for (const { id } of index.envelopes) {
    if (!messages.messages.some((message) => message.envelopes.some((place) => place.id === id)))
      findings.push(strayEnvelope(id));
  }
  return findings;
}

function judgePlace({
  message,
  place,
  envelope,
  body,
  code,
  replaced,
}: {
  readonly message: Message;
  readonly place: Message["envelopes"][number];
  readonly envelope: StoryEnvelope;
  readonly body: Uint8Array;
  readonly code: string;
  readonly replaced: ReadonlySet<string>;
}): Finding {
  const { number } = message;
  const { item, outer } = itemAt(body, place.position);
  const where = { vi: `Thông điệp số ${number}, phong bì ${place.id}`, en: `Message ${number}, envelope ${place.id}` };
  if (item === undefined || !mentions(item, code)) {
    return fails(
      "story-dossier",
      `${where.vi}: phần đã ký ở vị trí ${place.position} không phải của hồ sơ ${code}.`,
      `${where.en}: what was signed at position ${place.position} is not of dossier ${code}.`,
    );
  }
  const service = outer?.["service"];
  const isUpdating = outer?.["isUpdating"];
  const others =
    (service !== undefined && (service !== envelope.service || service !== message.service)) ||
    (isUpdating !== undefined && isUpdating !== (envelope.isUpdating === true ? "True" : "False"));
  if (others) {
    return fails(
      "story-service",
      `${where.vi}: phần đã ký gọi dịch vụ khác với diễn biến (${String(service)}).`,
      `${where.en}: what was signed calls another service than the timeline says (${String(service)}).`,
    );
  }
  const same = hash("sha256", canonicalJson(item), "hex") === message.payloadSha256;
  const wasReplaced = !place.current && replaced.has(message.id);
  if (!same && !wasReplaced) {
    return fails(
      "story-content",
      `${where.vi}: nội dung đã ký khác nội dung ghi trong messages.json.`,
      `${where.en}: the content that was signed is not the one messages.json says.`,
    );
  }
  const note = same
    ? ["", ""]
    : ["; nội dung này sau đó được thay (xem audit.json)", "; it was replaced later (see audit.json)"];
  return holds(
    "story-content",
    `${where.vi}: đúng là ${message.service} của hồ sơ ${code}, nội dung khớp diễn biến${note[0] ?? ""}.`,
    `${where.en}: it is ${message.service} of dossier ${code}, with the content the timeline means${note[1] ?? ""}.`,
  );
}

type Outer = Readonly<Record<string, unknown>>;

/** The item of an envelope's `data`; the whole body where the wire has no envelope (REST). */
function itemAt(body: Uint8Array, position: number): { readonly item: unknown; readonly outer: Outer | undefined } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return { item: undefined, outer: undefined }; // not JSON: then it is not what was to be sent
  }
  if (typeof parsed !== "object" || parsed === null || !("data" in parsed) || !("session" in parsed))
    return { item: position === 0 ? parsed : undefined, outer: undefined };
  const { data } = parsed;
  const item: unknown = Array.isArray(data) ? data[position] : position === 0 ? data : undefined;
  return { item, outer: parsed };
}

/** Every message names its dossier as a text of its own. */
function mentions(value: unknown, code: string): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some((one) => mentions(one, code));
  return value === code;
}

function judgeEntry(
  entry: Story["timeline"]["timeline"][number],
  message: Message | undefined,
  attempts: Story["attempts"]["attempts"],
): Finding[] {
  const same =
    message !== undefined &&
    message.number === entry.number &&
    message.service === entry.service &&
    message.state === entry.state;
  if (!same) return [otherMessages()];
  if (message.state !== "delivered") return [];
  const ids = new Set(message.envelopes.map(({ id }) => id));
  const sent = attempts.some(({ kind, envelopeId }) => kind === "send" && envelopeId !== null && ids.has(envelopeId));
  if (sent) return [];
  return [
    fails(
      "story-delivered",
      `Thông điệp số ${message.number} được ghi là đã tới nơi, nhưng không có lần gửi nào trong gói.`,
      `Message ${message.number} is said to be delivered, but no attempt to send it is in the container.`,
    ),
  ];
}

function missingEnvelope(number: number | undefined, id: string): Finding {
  const [vi, en] =
    number === undefined ? ["Diễn biến", "The timeline"] : [`Thông điệp số ${number}`, `Message ${number}`];
  return fails(
    "story-envelope",
    `${vi} nói tới phong bì ${id}, nhưng gói không có phong bì đó.`,
    `${en} speaks of envelope ${id}, which is not in the container.`,
  );
}

function strayEnvelope(id: string): Finding {
  return fails(
    "story-stray",
    `Phong bì ${id} không thuộc thông điệp nào của hồ sơ.`,
    `Envelope ${id} belongs to no message of the dossier.`,
  );
}

function otherMessages(): Finding {
  return fails(
    "story-messages",
    "Diễn biến và messages.json không cùng nói về các thông điệp như nhau.",
    "The timeline and messages.json do not tell of the same messages.",
  );
}
