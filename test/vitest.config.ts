import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** `.ci/run` names a file here to count what ran; nobody else needs it. */
const report = process.env["TEST_REPORT"];

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/kit/global-setup.ts"],
    // Real databases, sockets and browsers on two shared cores: a limit here only ends what hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
