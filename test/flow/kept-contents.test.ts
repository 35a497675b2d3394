import { describe, expect, it } from "vitest";
import { readContent } from "../../src/flow/kept-contents.ts";
import { sha256 } from "../../src/flow/sha256.ts";
import { memoryAttachments } from "../kit/memory-attachments.ts";

describe("a text that is kept aside", () => {
  it.each(["a", "", "\uFEFFa", "Đủ", "\u0000"])("is read as it was kept: %j", async (text) => {
    const attachments = memoryAttachments();
    const bytes = Buffer.from(text);
    await attachments.keep(new Map([[sha256(bytes), bytes]]));
    expect(await readContent(attachments, sha256(bytes))).toBe(text);
  });

  it("is none where it was never kept, or was damaged", async () => {
    const hash = sha256(Buffer.from("a"));
    expect(await readContent(memoryAttachments(), hash)).toBeNull();
    expect(await readContent({ read: async () => Buffer.from("b") }, hash)).toBeNull();
  });
});
