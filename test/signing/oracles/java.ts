import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { oracle, oracleFile } from "../../kit/oracle.ts";

/** A JDK of at least 9: older ones have no jshell, nor do they run a source file. */
const jshell = oracle("jshell");
const java = oracle("java");

/** Apache Santuario and what it needs, where Debian's libxml-security-java puts them. */
const santuario = ["xmlsec", "commons-codec", "slf4j-api", "slf4j-nop"].map((name) => `/usr/share/java/${name}.jar`);
const santuarioIsHere = oracleFile(santuario[0] ?? "") !== undefined;
const classPath = santuarioIsHere ? santuario.join(":") : ".";

/** Whether Java can be asked. */
export const hasJava = jshell !== undefined && java !== undefined;

/** Whether it then answers for Apache Santuario too. */
export const hasSantuario = hasJava && santuarioIsHere;

/**
 * Asks the Java program of this folder, all questions in one run.
 *
 * @param jobs `verify FILE BODY` or `canonical FILE METHOD`
 * @returns per provider (`jdk`, `santuario`) its answer to each question, by the question's `FILE` or `FILE METHOD`
 */
export function askJava(jobs: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const program = fileURLToPath(new URL("XmlOracle.java", import.meta.url));
  const args = ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath, program];
  const output = execFileSync(java ?? "java", args, { input: jobs.join("\n"), encoding: "utf8", timeout: 60_000 });
  const answers = new Map<string, Map<string, string>>();
  for (const line of output.trim().split("\n")) {
    const [provider = "", ...words] = line.split(" ");
    const known = answers.get(provider) ?? new Map<string, string>();
    answers.set(provider, known.set(words.slice(0, -1).join(" "), words.at(-1) ?? ""));
  }
  return answers;
}
