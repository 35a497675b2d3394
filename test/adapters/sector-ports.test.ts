import { checkDossier } from "#core/dossier/check-dossier.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import type { JsonObject } from "#core/message/message.ts";
import { createCodeLists } from "#core/sector/code-lists.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openPortal } from "../simulator/open-portal.ts";
import { adapters, folders, readSample, registry, sampleNames } from "./adapter-folders.ts";

/** The sector's own messages that the samples of a sector make, each with its dossier. */
function messagesOf(sector: string) {
  return sampleNames(sector).flatMap((name) => {
    const checked = checkDossier(readSample(sector, name), registry);
    if (!checked.ok) throw new Error(`${name} is refused`);
    const { dossier } = checked;
    return allMessages(checked).flatMap(({ kind, service, payload }) =>
      kind === "sector" ? [{ dossier, service, payload }] : [],
    );
  });
}

it("no two sectors speak for one service", () => {
  const claimed = registry.all.flatMap(({ dossierKeys = {}, simulatorDesk, answerPatterns = [] }) => [
    Object.keys(dossierKeys).map((one) => `messages ${one}`),
    [...Object.keys(simulatorDesk?.messages ?? {}), ...Object.keys(simulatorDesk?.questions ?? {})].map(
      (one) => `desk ${one}`,
    ),
    answerPatterns.flatMap(({ services }) => services).map((one) => `answer ${one}`),
  ]);
  expect(claimed.flat().toSorted()).toEqual([...new Set(claimed.flat())].toSorted());
});

it("no two sectors have a code list of one name, and none speaks of a code that is not there", () => {
  expect(() => createCodeLists(registry)).not.toThrow();
});

describe.each(folders)("%s", (folder) => {
  const adapter = adapters.get(folder);
  if (adapter === undefined) throw new Error(`no adapter in ${folder}`);
  const { settings, dossierKeys = {}, inquiry, codeLists = [] } = adapter;

  it("lets a province set nothing that it would have to set, and describes what it may", () => {
    if (settings === undefined) return;
    const shape = Object.entries(settings.schema.shape);
    expect(settings.schema.parse({})).toEqual({});
    expect(shape.filter(([, schema]) => !("description" in z.toJSONSchema(schema)))).toEqual([]);
    expect(Object.values(settings.sharedKeys).filter((name) => !(name in settings.schema.shape))).toEqual([]);
    expect(Object.keys(settings.sharedKeys).filter((path) => !/^\w+\.[\w-]+$/.test(path))).toEqual([]);
  });

  it("has code lists with days in order, a source, and codes that are named", () => {
    for (const { source, title, titleEn, from, to, items } of codeLists) {
      expect([source, title, titleEn]).not.toContain("");
      expect((from ?? "0000") <= (to ?? "9999")).toBe(true);
      expect(items.filter(({ name }) => name === "")).toEqual([]);
    }
  });

  it("says of each service that its messages go to how they name the dossier, and the simulator knows it by that", async () => {
    const messages = messagesOf(folder);
    expect(messages.filter(({ service }) => dossierKeys[service] === undefined)).toEqual([]);
    for (const { dossier, service, payload } of messages) {
      const portal = await openPortal();
      expect(await portal.ask(service, { data: payload })).toMatchObject({ error_code: "0" });
      expect((await portal.ledger()).map((line) => [line.service, line.dossierCode])).toEqual([
        [service, dossier.dossierCode],
      ]);
    }
  });

  it("understands what its desk answers to its questions, up to the last station", async () => {
    if (inquiry === undefined) return;
    const askable = messagesOf(folder).find(({ service }) => inquiry.services.includes(service));
    if (askable === undefined) throw new Error("no sample of it can be asked about");
    const { ask } = await openPortal();
    const put = async () => {
      const [question] = inquiry.toQuestions([askable]);
      if (question === undefined) throw new Error("nothing to ask");
      const read = inquiry.readAnswer((await ask(question.service, question.body)) as unknown as JsonObject, [askable]);
      return read.ok ? read.value : read.issues;
    };
    expect((await put()).filter((one) => "statusName" in one)).toEqual([]);
    await ask(askable.service, { data: askable.payload });
    const told = [await put(), await put(), await put(), await put()];
    const statuses = told.map(([one]) => one !== undefined && "status" in one && one.status);
    expect(new Set(statuses).size).toBe(3);
    expect(statuses[3]).toBe(statuses[2]);
  });
});
