// Runs before every npm script, on whatever Node the machine has: installs the locked packages (the right Node among
// them) when they are missing or the lockfile has changed. Plain JavaScript, because an old Node must be able to run it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const lockfile = readFileSync(new URL("package-lock.json", root));
const wanted = createHash("sha256").update(lockfile).digest("hex");
const marker = new URL("node_modules/.lienthong-installed", root);

if (!existsSync(marker) || readFileSync(marker, "utf8") !== wanted) {
  process.stderr.write("Đang cài đặt các gói (chỉ lần đầu)… / Installing packages (first time only)…\n");
  const { status } = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: fileURLToPath(root),
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) {
    process.stderr.write(
      "Không cài đặt được. Chạy «npm ci» để xem nguyên nhân. / Installing failed; run it by hand to see why.\n",
    );
    process.exitCode = 1;
  } else {
    writeFileSync(marker, wanted);
  }
}
