/** Keys under which messages name their dossier, by service, most specific first. */
export type DossierKeys = Readonly<Record<string, readonly string[]>>;

/** The name that the portal's own services use, and whoever follows them. */
const PORTAL_KEYS = ["MaHoSo"] as const;

/** The keys under which messages to a service name their dossier: what its sector says, else the portal's own. */
export function dossierKeysOf(
  service: string,
  sectors: readonly { readonly dossierKeys?: DossierKeys }[],
): readonly string[] {
  const own = sectors.flatMap(({ dossierKeys }) => dossierKeys?.[service] ?? []);
  return own.length > 0 ? own : PORTAL_KEYS;
}
