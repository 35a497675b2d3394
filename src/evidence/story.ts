import { z } from "zod";
import { storyFiles } from "./file-names.ts";

const id = z.string().max(100);
const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** Later versions may say more: what is not known here is passed over, what is needed must be there. */
const shapes = {
  index: z.looseObject({
    format: z.literal("lienthong-evidence"),
    version: z.literal(1),
    dossierCode: z.string().min(1).max(50),
    madeAt: z.string(),
    envelopes: z.array(
      z.looseObject({
        id,
        service: z.string(),
        isUpdating: z.boolean().nullable(),
        createdAt: z.string(),
        otherDossiers: z.int().min(0),
        body: z.string(),
        signature: z.string(),
        header: z.string(),
        certificate: z.string(),
      }),
    ),
  }),
  timeline: z.looseObject({
    timeline: z.array(
      z.looseObject({
        kind: z.string(),
        at: z.string(),
        messageId: id.optional(),
        number: z.int().optional(),
        service: z.string().optional(),
        state: z.string().optional(),
        envelopeId: id.nullable().optional(),
      }),
    ),
  }),
  messages: z.looseObject({
    messages: z.array(
      z.looseObject({
        id,
        number: z.int(),
        service: z.string(),
        state: z.string(),
        payloadSha256: hex,
        envelopes: z.array(z.looseObject({ id, position: z.int().min(0), current: z.boolean() })),
      }),
    ),
  }),
  attempts: z.looseObject({
    attempts: z.array(
      z.looseObject({
        kind: z.string(),
        envelopeId: id.nullable(),
        messageId: id.nullable(),
        startedAt: z.string(),
        outcome: z.string(),
        answerSha256: hex.nullable(),
        endedAt: z.string().optional(),
        errorCode: z.string().nullable().optional(),
        receipt: z
          .looseObject({
            verdict: z.string(),
            code: z.string().nullable(),
            signer: z.string().nullable(),
            header: z.string(),
            body: z.string(),
            signature: z.string(),
          })
          .nullable()
          .optional(),
      }),
    ),
  }),
  audit: z.looseObject({
    entries: z.array(
      z.looseObject({
        seq: z.string(),
        at: z.string(),
        actor: z.string(),
        action: z.string(),
        subject: z.string(),
        detail: z.unknown(),
      }),
    ),
    proof: z
      .looseObject({
        checkpoint: z.looseObject({
          position: z.int().min(1),
          link: hex,
          root: hex,
          at: z.string(),
          signature: z.looseObject({ header: z.string(), value: z.string() }),
        }),
        entries: z.int().min(0),
        places: z.array(
          z.looseObject({
            seq: z.string(),
            position: z.int().min(1),
            ordinal: z.int().min(1),
            before: hex,
            salt: z.string().nullable(),
            path: z.array(hex).max(64),
          }),
        ),
      })
      .nullable(),
  }),
  timestamps: z.looseObject({
    timestamps: z.array(
      z.looseObject({ id, root: hex, treeSize: z.int().min(1), stampedAt: z.string(), token: z.string() }),
    ),
    envelopes: z.array(z.looseObject({ envelope: id, id, position: z.int().min(0), path: z.array(hex).max(64) })),
  }),
} as const;

type Shapes = typeof shapes;
/** What a container tells, read but not believed. */
export type Story = { readonly [Name in keyof Shapes]: z.infer<Shapes[Name]> };
export type StoryEnvelope = Story["index"]["envelopes"][number];

/** Reads the story; the name of the first file that is not there or cannot be read instead. */
export function readStory(
  files: ReadonlyMap<string, Uint8Array>,
): { readonly story: Story } | { readonly unreadable: string } {
  const parts: Partial<Record<keyof Shapes, unknown>> = {};
  for (const [part, shape] of Object.entries(shapes)) {
    const name = storyFiles[part as keyof Shapes];
    const parsed = shape.safeParse(parseJson(files.get(name)));
    if (!parsed.success) return { unreadable: name };
    parts[part as keyof Shapes] = parsed.data;
  }
  return { story: parts as Story };
}

function parseJson(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined; // not JSON in UTF-8: the shape refuses it
  }
}
