import { openPortal, type OpenPortal } from "../open-portal.ts";

/** A portal that plays a variant, with someone logged in before it was chosen. */
export async function openVariant(
  name: string,
  settings: object = {},
  options: Parameters<typeof openPortal>[0] = {},
): Promise<OpenPortal> {
  const portal = await openPortal(options);
  const response = await choose(portal, { name, ...settings });
  if (response.status !== 200) throw new Error(await response.text());
  return portal;
}

/** `PUT /variant`. */
export async function choose({ simulator }: OpenPortal, variant: unknown): Promise<Response> {
  return simulator.app.request("/variant", { method: "PUT", body: JSON.stringify(variant) });
}

/** Dossier codes that differ in their last digits. */
export const codes = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `H26.107-260518-${String(index + 1).padStart(4, "0")}`);
