import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { surveyJson } from "../../src/http/input/survey-json.ts";

const WIDE = { maxDepth: 1000, maxValues: 1_000_000, maxMembers: 1_000_000 };

function findRepeatedNames(text: string): readonly string[] {
  const survey = surveyJson(text, WIDE);
  if (survey.exceeds !== null) throw new Error(survey.exceeds);
  return survey.repeated;
}

describe("names that an object holds twice", () => {
  it.each<[string, readonly string[]]>([
    ['{"a":1,"a":2}', ["/a"]],
    ['{"a":1,"b":{"a":2}}', []],
    ['[{"a":1},{"a":2}]', []],
    ['{"list":[0,{"x":1,"x":2}]}', ["/list/1/x"]],
    ['{"a":1,"\\u0061" : 2}', ["/a"]],
    ['{"a":"a","b":"a"}', []],
    ['{"a\\"b":1,"a\\\\":2,"a\\"b":3}', ['/a"b']],
    ['{"a/b":1,"a/b":2}', ["/a~1b"]],
    ['{"a":1,"a":2,"a":3}', ["/a", "/a"]],
    ['"{\\"a\\":1,\\"a\\":2}"', []],
  ])("of %s are %j", (text, pointers) => {
    expect(findRepeatedNames(text)).toEqual(pointers);
  });

  it("are none in what a serializer wrote, whatever it holds", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
        expect(findRepeatedNames(JSON.stringify(value, null, indent))).toEqual([]);
      }),
    );
  });

  it("are found wherever a member is written once more", () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, value) => {
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        expect(findRepeatedNames(`{${member},"?${"x".repeat(9)}":1,${member}}`)).toHaveLength(1);
      }),
    );
  });
});

describe("the bounds of a text", () => {
  const bounds = { maxDepth: 3, maxValues: 7, maxMembers: 5 };
  it.each([
    ["[[[1]]]", null],
    ["[[[[1]]]]", "depth"],
    ['{"a":{"b":{"c":{}}}}', "depth"],
    ["[1,2,3,4,5]", null],
    ["[1,2,3,4,5,6]", "members"],
    ['{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}', "members"],
    ["[1,2,[3,4,5],6]", null],
    ["[1,2,[3,4,[5,6]]]", "values"],
    ['{"a":"[[[[,,,,,,,,"}', null],
    // None of these is JSON; nobody has to parse them to see that they are too much.
    ["[".repeat(20_000_000), "depth"],
    [",".repeat(20_000_000), "values"],
    ["]]]]]][[[", null],
    ['{"a', null],
  ])("%.20s: %s", (text, exceeds) => {
    expect(surveyJson(text, bounds).exceeds).toBe(exceeds);
  });
});
