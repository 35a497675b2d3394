import { VARIANTS } from "../../../src/simulator/variants/catalogue.ts";

interface Setting {
  readonly default?: unknown;
}

/** The table of all variants as docs/simulator.md has it. */
export function variantTable(): string {
  const rows = VARIANTS.map(({ name, changes, why, settings }) => {
    const set = Object.entries(settings as Readonly<Record<string, Setting>>).map(([key, { default: fallback }]) =>
      fallback === undefined ? `\`${key}\`` : `\`${key}\` ${JSON.stringify(fallback)}`,
    );
    return `| \`${name}\` | ${changes.en} | ${why.en} | ${set.join(", ")} |`;
  });
  return ["| name | what is different | why a real portal might be so | settings |", "|---|---|---|---|", ...rows].join(
    "\n",
  );
}
