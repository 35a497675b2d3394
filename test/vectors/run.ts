import { parseArgs } from "node:util";

import { canonicalForms } from "./canonical-forms.ts";
import type { Tally } from "./tally.ts";
import { wycheproof } from "./wycheproof.ts";
import { xmlSignatures } from "./xml-signatures.ts";

const usage = `node test/vectors/run.ts [--wycheproof DIR] [--xml DIR]... [--c14n DIR] [--verbose]

Runs other people's test vectors, from copies of their repositories:
  --wycheproof  testvectors_v1 of github.com/C2SP/wycheproof
  --xml         any folder with signed XML, as tests of github.com/lsh123/xmlsec
                or src/test/resources of github.com/apache/santuario-xml-security-java
  --c14n        org/apache/xml/security/c14n in the latter
`;

const { values } = parseArgs({
  options: {
    wycheproof: { type: "string" },
    xml: { type: "string", multiple: true },
    c14n: { type: "string" },
    verbose: { type: "boolean" },
  },
});
const suites: Record<string, Tally> = {};
if (values.wycheproof !== undefined) Object.assign(suites, wycheproof(values.wycheproof));
for (const folder of values.xml ?? []) Object.assign(suites, await xmlSignatures(folder));
if (values.c14n !== undefined) suites["Canonical XML"] = canonicalForms(values.c14n);
if (Object.keys(suites).length === 0) process.stdout.write(usage);

for (const [name, { vectors, agreed, differing, notApplicable }] of Object.entries(suites)) {
  process.stdout.write(`${name}: ${vectors} vectors, ${agreed} agreed, ${differing.length} differ\n`);
  for (const line of differing) process.stdout.write(`  DIFFERS ${line}\n`);
  for (const [reason, count] of notApplicable) process.stdout.write(`  ${count} not applicable: ${reason}\n`);
}
process.exitCode = Object.values(suites).some(({ differing }) => differing.length > 0) ? 1 : 0;
