import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestIdentity } from "./test-pki.ts";

/** A folder for programs of this machine to work in, gone when it is disposed of. */
export class TestFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "lienthong-verify-"));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Writes a file and gives its path. */
  put(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  /** Writes the key and the certificate of an identity as PEM. */
  putIdentity({ key, certificate }: TestIdentity, name: string): { key: string; certificate: string } {
    return {
      key: this.put(`${name}.key`, key.export({ type: "pkcs8", format: "pem" })),
      certificate: this.put(`${name}.crt`, certificate.toString()),
    };
  }

  /** Runs a program here and gives its standard output. */
  run(program: string | undefined, args: readonly string[], input?: string | Uint8Array): Buffer {
    if (program === undefined) throw new Error("not installed");
    return execFileSync(program, args, { cwd: this.path, input, stdio: ["pipe", "pipe", "pipe"] });
  }
}
