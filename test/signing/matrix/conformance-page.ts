import type { Sample } from "./containers.ts";
import type { Verifier } from "./verifier.ts";

/** What the test of the matrix shows. */
export interface Matrix {
  readonly samples: readonly Sample[];
  readonly verifiers: readonly Verifier[];
  /** Names. */
  readonly tamperings: readonly string[];
}

/** The page `docs/conformance.md`: the matrix as tested, and what was run once with other people's vectors. */
export function conformancePage({ samples, verifiers, tamperings }: Matrix): string {
  return [
    head,
    table(
      ["container", "algorithm", ...verifiers.map(({ name }) => name)],
      samples.map((sample) => [
        sample.container,
        sample.algorithm,
        ...verifiers.map((verifier) => (verifier.speaks(sample) ? "✓" : "–")),
      ]),
    ),
    `\nThe ${tamperings.length} ways of spoiling a signature:\n\n`,
    tamperings.map((name, index) => `${index + 1}. ${name}\n`).join(""),
    notes,
    table(["suite", "vectors", "agreed", "differing", "not applicable"], publicSuites),
    reproducing,
  ].join("");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return [line(columns), `|${"---|".repeat(columns.length)}\n`, ...rows.map(line)].join("");
}

const head = `# Conformance

<!-- Written by test/signing/matrix/matrix.test.ts (vitest -u); do not edit by hand. -->

> Mỗi loại chữ ký được ký bằng từng thuật toán rồi đưa cho phần mềm của người khác kiểm tra; mỗi chữ ký còn bị sửa theo mười
> hai cách, và phần mềm nào cũng phải phát hiện. Bảng dưới đây do bài kiểm thử ghi ra, không viết tay.

Every container is signed with every algorithm it takes and put before everybody who speaks its format. ✓ means: accepted as
signed, and refused after each of the twelve changes below. – means: that verifier does not speak this.

`;

const notes = `
Nobody else checks the time-stamp of level B-T, so it is also put before \`openssl ts\` (test/signing/timestamps/verify-timestamp.test.ts). Parts
under \`xml:lang\` are for those with the whole of Canonical XML 1.0; xml-crypto knows no references outside of the document.
Whether a certificate is trusted is asked of lienthong, pkijs, OpenSSL and xmlsec1; the others judge with the certificate sent.
Where one of these programs is missing its column is not tested; in CI it must not be. Besides, random documents are compared
octet by octet with the canonical forms of libxml2, the JDK and Santuario (test/signing/canonical-xml/making/write-canonical-xml.test.ts).

## Other people's vectors

Run in 2026-11, from copies of their repositories; none of them is in this one. Agreed means the same verdict, for valid and
for invalid vectors.

`;

const publicSuites: readonly (readonly string[])[] = [
  ["Wycheproof, RSA PKCS #1 v1.5", "6,202", "3,106", "0", "3,096"],
  ["Wycheproof, RSA-PSS", "3,497", "1,186", "0", "2,311"],
  ["Wycheproof, ECDSA (ASN.1; r and s side by side)", "29,903", "4,608", "0", "25,295"],
  ["Wycheproof, JWS, with the examples of RFC 7520", "401", "272", "0", "129"],
  ["xmlsec's `tests`: references", "280", "106", "0", "174"],
  ["xmlsec's `tests`: signatures", "243", "42", "0", "201"],
  ["Apache Santuario's test resources: references", "566", "165", "1", "400"],
  ["Apache Santuario's test resources: signatures", "433", "57", "0", "376"],
  ["Canonical XML 1.0 and exclusive: the recommendations' examples, SOAP", "14", "9", "0", "5"],
];

const reproducing = `
Not applicable, because refused here by name, whatever the vector says:

- Wycheproof: other hashes than SHA-256, SHA-384 and SHA-512; other curves than P-256, P-384 and P-521; PSS with another salt
  length or another mask hash; HMAC and every JWS algorithm but RS256 and ES256. \`acceptable\` counts as invalid. None of the
  401 JWS carries a certificate, so the header reader refuses all of them; the figures are for the signatures themselves, with
  the vectors' keys.
- XML: DSA, HMAC, GOST, EdDSA and post-quantum signatures; MD5, SHA-224, RIPEMD-160, SHA-3; XPath, XSLT, Base64, XPointer and
  several transforms after one another; canonical forms with comments; document types; references to the web; templates without
  a digest; signatures whose key is not in the file. Two ECDSA values that are padded or ASN.1 (RFC 9231, section 2.3.6, has r and
  s at full length). A signature counts only where all its references do; a reference counts whatever the algorithm of its
  signature.
- Canonical XML: four examples with a document type, one in ISO-8859-1.

The one that differs is the digest of \`document.xml\` in \`phaos-xmldsig-three\`: that copy of the file has other line ends than
the one that was signed, which the same file of xmlsec's has.

The interoperability suites of W3C and IETF are in there: merlin, phaos, IAIK, the second edition's, XML Signature 1.1 of 2012.
With SHA-1 and short keys allowed, for most are old; with nobody trusted, all of them are refused. To run them again:

\`\`\`sh
git clone https://github.com/C2SP/wycheproof
git clone https://github.com/lsh123/xmlsec
git clone https://github.com/apache/santuario-xml-security-java
resources=santuario-xml-security-java/src/test/resources
node test/vectors/run.ts --wycheproof wycheproof/testvectors_v1 --xml xmlsec/tests --xml $resources \\
  --c14n $resources/org/apache/xml/security/c14n
\`\`\`
`;
