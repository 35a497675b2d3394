import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Canonicalisation, canonicalise } from "../../src/signing/canonical-xml/reading/canonicalise.ts";
import { limitsOf } from "../../src/signing/verify/policy.ts";
import { Refused } from "../../src/signing/verify/refused.ts";
import { readXml } from "../../src/signing/canonical-xml/reading/read-xml.ts";
import { elementsIn } from "../../src/signing/canonical-xml/reading/xml-tree.ts";
import { Tally } from "./tally.ts";

const limits = limitsOf({ trustAnchors: [], now: new Date(0) });

/** An input, its canonical form, and what part of the input it is the form of. */
type Vector = readonly [input: string, output: string, form: Canonicalisation["form"], element?: string];

/** The examples of the W3C's recommendations and more, as Apache Santuario's tests have them (folder `c14n`). */
const vectors: readonly Vector[] = [
  ...[31, 32, 33, 34, 35, 36].map((n): Vector => [`in/${n}_input.xml`, `in/${n}_c14n.xml`, "inclusive"]),
  ["in/default_ns_redefinition_input.xml", "in/default_ns_redefinition_c14n.xml", "inclusive", "Object"],
  ["inExcl/plain-soap-1.1.xml", "inExcl/plain-soap-c14nized.xml", "exclusive", "Body"],
  ["inExcl/example2_2_1.xml", "inExcl/example2_2_1_c14nized.xml", "inclusive", "elem2"],
  ["inExcl/example2_2_2.xml", "inExcl/example2_2_2_c14nized.xml", "inclusive", "elem2"],
  ["inExcl/example2_2_1.xml", "inExcl/example2_2_c14nized_exclusive.xml", "exclusive", "elem2"],
  ["inExcl/example2_2_2.xml", "inExcl/example2_2_c14nized_exclusive.xml", "exclusive", "elem2"],
  ["inExcl/example2_2_3.xml", "inExcl/example2_2_3_c14nized_exclusive.xml", "exclusive", "p"],
  ["inExcl/example2_4.xml", "inExcl/example2_4_c14nized.xml", "exclusive", "elem2"],
];

export function canonicalForms(folder: string): Tally {
  const suite = new Tally();
  for (const [input, output, form, wanted] of vectors) {
    try {
      const document = readXml(readFileSync(join(folder, input)), limits);
      const element = [...elementsIn(document.root)].find(({ local }) => local === wanted);
      const octets = canonicalise(element ?? document, { form, inclusivePrefixes: [], limit: 1_000_000 });
      suite.compare(`${input} ${form}`, true, octets.equals(readFileSync(join(folder, output))));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      suite.setAside(error.reason);
    }
  }
  return suite;
}
