import { expect, it } from "vitest";
import { unknownPapers } from "#core/dossier/named-papers.ts";
import { dossier } from "../push.ts";

it("a document may name only attachments that are there and not removed", () => {
  const paper = (id: string, deleted: boolean) => ({
    id,
    name: id,
    componentCode: "c",
    url: "https://files.example.vn/a",
    deleted,
  });
  const pushed = dossier({ attachments: [paper("kept", false), paper("removed", true)] });
  const documents = ["kept", "removed", "kept", "unheard"].map((attachmentId) => ({ attachmentId }));
  expect(unknownPapers(pushed, documents, "/record/documents")).toEqual([
    { pointer: "/record/documents/1/attachmentId" },
    { pointer: "/record/documents/3/attachmentId" },
  ]);
  expect(unknownPapers(dossier(), documents.slice(0, 1), "/x")).toEqual([{ pointer: "/x/0/attachmentId" }]);
});
