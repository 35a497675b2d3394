import { Stryker } from "@stryker-mutator/core";
const core = ["test/core/**/*.test.ts"];
const stryker = new Stryker({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "test/mutate/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    tsconfigFile: "none.json",
    mutate: process.argv.slice(2),
    testFiles: core,
    reporters: ["clear-text", "progress", "json"],
    jsonReporter: { fileName: "/tmp/f-core.json" },
    concurrency: 1,
    timeoutMS: 20000, timeoutFactor: 3,
    ignorePatterns: ["docs", ".ci", "*.md", "data"],
    logLevel: "info" as never,
});
const t=Date.now();
await stryker.runMutationTest();
console.log("ms", Date.now()-t);
