/** XAdES 1.3.2 (ETSI EN 319 132-1). */
export const xadesNamespace = "http://uri.etsi.org/01903/v1.3.2#";
