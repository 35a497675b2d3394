import { toPointer } from "#core/dossier/issue.ts";
import { describe, expect, it } from "vitest";

describe("toPointer", () => {
  // The examples of RFC 6901, section 5, by the path each one names.
  it.each([
    [[], ""],
    [["foo"], "/foo"],
    [["foo", 0], "/foo/0"],
    [[""], "/"],
    [["a/b"], "/a~1b"],
    [["c%d"], "/c%d"],
    [["e^f"], "/e^f"],
    [["g|h"], "/g|h"],
    [["i\\j"], "/i\\j"],
    [['k"l'], '/k"l'],
    [[" "], "/ "],
    [["m~n"], "/m~0n"],
    // Section 4: `~01` is `~1`, so the tilde has to be escaped first.
    [["~1"], "/~01"],
    [["~/", "/~"], "/~0~1/~1~0"],
    [["record", "child", "birthDate"], "/record/child/birthDate"],
  ])("%j is %j", (path, pointer) => {
    expect(toPointer(path)).toBe(pointer);
  });
});
