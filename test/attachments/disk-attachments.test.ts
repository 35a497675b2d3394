import { hash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import { openDiskAttachments } from "../../src/attachments/disk-attachments.ts";
import { attachmentContract, contentOf } from "./contract.ts";

let home = "";
let attachments: AttachmentStore;
const folder = () => join(home, "attachments");
const placeOf = (sha256: string) => join(folder(), sha256.slice(0, 2), sha256);
const files = () =>
  readdirSync(folder(), { recursive: true, encoding: "utf8" }).filter((name) => /[0-9a-f]{64}/.test(name));

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "lienthong-attachments-"));
  attachments = await openDiskAttachments(folder());
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

attachmentContract("files", () => attachments);

describe("files beside the embedded database", () => {
  const { sha256, contents } = contentOf("nội dung tệp ".repeat(5000));

  it("hold what is pushed again and again once", async () => {
    await attachments.keep(contents);
    const { ino } = statSync(placeOf(sha256));
    await attachments.keep(contents);
    expect(files()).toEqual([join(sha256.slice(0, 2), sha256)]);
    expect(statSync(placeOf(sha256)).ino).toBe(ino);
  });

  it("never stand half written under a name that a dossier refers to: what a crash left is cleared away", async () => {
    writeFileSync(join(folder(), "incoming", `${sha256}.1`), contents.get(sha256)?.subarray(0, 100) ?? "");
    expect(await attachments.read(sha256)).toBeNull();
    attachments = await openDiskAttachments(folder());
    expect(files()).toEqual([]);
    await attachments.keep(contents);
    expect(await attachments.read(sha256)).toHaveLength(contents.get(sha256)?.byteLength ?? 0);
  });

  it("are written anew by the next push where the disk cut one short", async () => {
    await attachments.keep(contents);
    writeFileSync(placeOf(sha256), "");
    await attachments.keep(contents);
    // Not the bytes themselves: telling two long ones apart takes the runner minutes.
    expect(hash("sha256", readFileSync(placeOf(sha256)))).toBe(sha256);
  });

  it("are written anew by the next push where the disk changed one, though it is as long as before", async () => {
    await attachments.keep(contents);
    writeFileSync(placeOf(sha256), Buffer.alloc(contents.get(sha256)?.byteLength ?? 0, "x"));
    await attachments.keep(contents);
    expect(hash("sha256", readFileSync(placeOf(sha256)))).toBe(sha256);
  });

  it("are still there after a restart", async () => {
    await attachments.keep(contents);
    attachments = await openDiskAttachments(folder());
    expect(await attachments.read(sha256)).not.toBeNull();
  });

  it("leave nothing behind where the disk refuses them, and the push hears of it", async () => {
    rmSync(join(folder(), "incoming"), { recursive: true });
    await expect(attachments.keep(contents)).rejects.toThrow("ENOENT");
    expect(files()).toEqual([]);
  });

  it("are read by nobody else on the machine: they are people's papers", async () => {
    await attachments.keep(contents);
    expect(statSync(placeOf(sha256)).mode & 0o077).toBe(0);
    expect(statSync(join(folder(), sha256.slice(0, 2))).mode & 0o077).toBe(0);
  });
});
