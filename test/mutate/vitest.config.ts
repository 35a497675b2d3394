import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { mergeConfig, type ViteUserConfig } from "vitest/config";
import project from "../vitest.config.ts";
import { keptWorker } from "./kept-worker.ts";

// In Stryker's copy of the project, and gone with it: workers are ended where they stand, and leave their folders behind.
const temporary = fileURLToPath(new URL("../tmp/", import.meta.url));
mkdirSync(temporary, { recursive: true });

/** The project's tests as Stryker runs them: what takes long to start stays, so that a mutant costs its tests alone. */
export default mergeConfig(project, {
  plugins: [
    {
      name: "kept-worker",
      // Here, because Stryker names the pool itself, over what a configuration says.
      configureVitest({ project: { config } }) {
        config.pool = keptWorker.name;
        config.poolRunner = keptWorker;
        config.isolate = false;
      },
    },
  ],
  resolve: {
    alias: [
      {
        find: /^.*\/shared-database\.ts$/,
        replacement: fileURLToPath(new URL("kept-database.ts", import.meta.url)),
      },
    ],
  },
  test: { env: { TMPDIR: temporary }, setupFiles: [fileURLToPath(new URL("no-mutant.ts", import.meta.url))] },
} satisfies ViteUserConfig);
