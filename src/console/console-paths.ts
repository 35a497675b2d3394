/** Where the gateway mounts these pages; every link and the cookie's path begin with it. */
export const CONSOLE = "/console";

export function dossierPath(dossierCode: string): string {
  return `${CONSOLE}/dossiers/${encodeURIComponent(dossierCode)}`;
}
