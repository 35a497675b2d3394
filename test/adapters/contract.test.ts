import { checkDossier, type CheckedDossier } from "#core/dossier/check-dossier.ts";
import type { Issue, Severity } from "#core/dossier/issue.ts";
import type { DraftMessage } from "#core/message/message.ts";
import { allMessages, mapDossier, NOTHING_REPORTED, planMessages } from "#core/message/plan-messages.ts";
import type { Procedure } from "#core/sector/procedure.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { dossierStatuses } from "#schemas/codes/dossier-statuses.ts";
import { isFullDate } from "#schemas/common/partial-date.ts";
import { portalDossier } from "#schemas/portal/dossier-sync.ts";
import { progressEntry } from "#schemas/portal/progress-update.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { adapters, folders, readInvalid, readSample, registry, sampleNames, type Place } from "./adapter-folders.ts";

const PORTAL_SCHEMAS = { dossier: portalDossier, progress: progressEntry } as const;

function accepted(input: unknown): CheckedDossier {
  const checked = checkDossier(input, registry);
  if (!checked.ok) throw new Error(`refused: ${JSON.stringify(checked.issues)}`);
  return checked;
}

function places(issues: readonly Issue[], severity: Severity): Place[] {
  return sorted(
    issues
      .filter((issue) => issue.severity === severity)
      .map(({ pointer, code, message }) => ({ pointer, code, message })),
  );
}

function sorted(list: readonly Place[]): Place[] {
  return list.toSorted((a, b) => `${a.pointer} ${a.code}`.localeCompare(`${b.pointer} ${b.code}`));
}

/** Whether the last day is a real one and not before the first. Open ends are far days. */
function inOrder(from: string | null, to: string | null): boolean {
  return (to === null || isFullDate(to)) && (from ?? "0000-01-01") <= (to ?? "9999-12-31");
}

function saysSomething(...texts: readonly string[]): boolean {
  return texts.every((text) => text.trim() !== "");
}

it("finds the sectors the gateway was made for", () => {
  expect(folders).toEqual(
    expect.arrayContaining(["civil-status", "driving-licences", "judicial-records", "promotions"]),
  );
});

it("gives every rule of every sector an id of its own", () => {
  const ids = registry.all.flatMap((adapter) => adapter.rules.map((rule) => `${adapter.sector} ${rule.id}`));
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(folders)("%s", (folder) => {
  const adapter = adapters.get(folder);
  if (adapter === undefined) throw new Error(`no adapter in ${folder}`);

  it("is named like its folder and titled in both languages", () => {
    expect(adapter.sector).toBe(folder);
    expect(saysSomething(adapter.title, adapter.titleEn, adapter.version)).toBe(true);
  });

  it("lists procedures once each, named, with a field, bounds in order and a source", () => {
    const codes = adapter.procedures.map((procedure) => procedure.code);
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set(codes).size).toBe(codes.length);
    const sound = ({ code, name, nameEn, field, from, to, source }: Procedure) =>
      /^[1-9]\.\d{6}$/.test(code) &&
      saysSomething(name, nameEn, field.code, field.name, source) &&
      (from === null || isFullDate(from)) &&
      inOrder(from, to);
    expect(adapter.procedures.filter((procedure) => !sound(procedure))).toEqual([]);
  });

  it("has rules with real days in order, a source and both languages", () => {
    const sound = ({ from, to, source, message, messageEn }: SectorAdapter["rules"][number]) =>
      isFullDate(from) && inOrder(from, to) && saysSomething(source, message, messageEn) && message !== messageEn;
    expect(adapter.rules.filter((rule) => !sound(rule))).toEqual([]);
  });

  it("can show the shape of its record as JSON Schema, every field described", () => {
    if (adapter.record === undefined) return;
    const schema = z.toJSONSchema(adapter.record, { io: "input" });
    expect(undescribed(schema)).toEqual([]);
  });

  it("has an expected answer for every sample and none besides", () => {
    expect(sampleNames(folder).length).toBeGreaterThanOrEqual(2);
    expect(sampleNames(folder, "expected").toSorted()).toEqual(sampleNames(folder).toSorted());
  });

  describe.each(sampleNames(folder))("sample %s", (name) => {
    it("passes with no doubt but the expected ones and becomes exactly the expected messages", () => {
      const checked = accepted(readSample(folder, name));
      const expected = readSample(folder, `expected/${name}`) as {
        messages: object[];
        warnings?: Place[];
        notTold?: object[];
      };
      const { messages, warnings = [], notTold = [] } = expected;
      const plan = planMessages(mapDossier(checked), NOTHING_REPORTED);
      expect(plan.notTold.map(({ destination, code }) => ({ destination, code }))).toEqual(notTold);
      expect(places(checked.warnings, "warning")).toEqual(sorted(warnings));
      expect(allMessages(checked).map(withoutEntryId)).toEqual(messages);
    });

    it("becomes payloads in the portal's own shape", () => {
      const payloads = allMessages(accepted(readSample(folder, name))).flatMap(({ kind, payload }) =>
        kind === "sector" ? [] : [{ read: PORTAL_SCHEMAS[kind].parse(payload), payload }],
      );
      expect(payloads.map(({ read }) => read)).toEqual(payloads.map(({ payload }) => payload));
    });

    it("becomes the same messages when its own canonical form is pushed again", () => {
      const once = accepted(readSample(folder, name));
      const again = accepted({ ...once.dossier, ...(once.record === undefined ? {} : { record: once.record }) });
      expect(allMessages(again)).toEqual(allMessages(once));
    });
  });

  it("says of each procedure who hears of it and which records fit, by destinations and kinds it has", () => {
    const { hearers, furtherDestinations = [], procedures, record } = adapter;
    // Without a word about it the sector's own destination hears of everything; so there may be no other.
    if (hearers === undefined) {
      expect(furtherDestinations).toEqual([]);
      return;
    }
    const known = hearers.map(({ destination }) => destination);
    expect(known.toSorted()).toEqual([folder, ...furtherDestinations].toSorted());
    const unsound = procedures.filter(
      (procedure) =>
        procedure.hearers?.every(
          ({ destination, from, to, source }) =>
            known.includes(destination) && inOrder(from, to) && saysSomething(source),
        ) !== true ||
        (record !== undefined && procedure.records === undefined),
    );
    expect(unsound.map(({ code }) => code)).toEqual([]);
  });

  it("tells every destination that has to hear, or says what is missing for it, however the dossier stands", () => {
    for (const name of sampleNames(folder)) {
      const sample = readSample(folder, name) as Readonly<Record<string, unknown>>;
      for (const change of dossierStatuses.items.flatMap(({ code }) => standings(Number(code)))) {
        const checked = checkDossier({ ...sample, ...change }, registry);
        if (!checked.ok) continue;
        const { notTold } = planMessages(mapDossier(checked), NOTHING_REPORTED);
        expect({ name, change, unexplained: notTold.filter(({ code }) => code === "not-told-no-message") }).toEqual({
          name,
          change,
          unexplained: [],
        });
      }
    }
  });

  const invalidNames = sampleNames(folder, "invalid");

  it.each(invalidNames)("refuses or doubts %s for exactly its own reason", (name) => {
    const { dossier, errors, warnings } = readInvalid(folder, name);
    const checked = checkDossier(dossier, registry);
    const issues = checked.ok ? checked.warnings : checked.issues;
    expect(places(issues, "error")).toEqual(sorted(errors));
    expect(places(issues, "warning")).toEqual(sorted(warnings));
    expect(checked.ok).toBe(errors.length === 0);
    for (const { message, messageEn } of issues) expect(message).not.toBe(messageEn);
  });

  it("says what is wrong with each invalid sample, and no two are alike", () => {
    const samples = invalidNames.map((name) => readInvalid(folder, name));
    const sentences = samples.map(({ about }) => about);
    expect(sentences.filter((sentence) => !/^[A-Z\d].*\.$/.test(sentence))).toEqual([]);
    expect(new Set(sentences).size).toBe(samples.length);
    expect(new Set(samples.map(({ dossier }) => JSON.stringify(dossier))).size).toBe(samples.length);
  });

  it("has a sample that breaks each of its rules", () => {
    const samples = invalidNames.map((name) => readInvalid(folder, name));
    const broken = new Set(samples.flatMap(({ errors, warnings }) => [...errors, ...warnings].map(({ code }) => code)));
    expect(adapter.rules.map((rule) => rule.id).filter((id) => !broken.has(id))).toEqual([]);
  });
});

/** Ways a dossier can stand at a status, some with something left out. */
function standings(status: number): readonly Readonly<Record<string, unknown>>[] {
  return [
    { status },
    { status, record: null },
    { status, dueAt: null },
    { status, receivedAt: null },
    { status, receivedAt: null, submittedAt: null },
    {
      status,
      procedureCode: "9.999999",
      procedureName: "Thủ tục khác",
      fieldCode: "G00",
      fieldName: "Khác",
      dueAt: null,
    },
  ];
}

function withoutEntryId({ kind, service, payload }: DraftMessage) {
  return { kind, service, payload };
}

/** Paths of the properties without a description, anywhere in a JSON Schema. */
function undescribed(schema: unknown, path = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((item, index) => undescribed(item, `${path}/${index}`));
  return Object.entries(schema).flatMap(([key, value]) => {
    const here = `${path}/${key}`;
    if (key !== "properties" || typeof value !== "object" || value === null) return undescribed(value, here);
    return Object.entries(value).flatMap(([name, property]) => [
      ...(hasDescription(property) ? [] : [`${here}/${name}`]),
      ...undescribed(property, `${here}/${name}`),
    ]);
  });
}

function hasDescription(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "description" in schema;
}
