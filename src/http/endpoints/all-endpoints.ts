import type { Authenticate } from "../access/authenticate.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { Endpoint } from "../endpoint.ts";
import { applicationEndpoints } from "./applications.ts";
import { auditEndpoints } from "./audit.ts";
import { changeEndpoints } from "./changes.ts";
import { clientEndpoints } from "./clients.ts";
import { codeReleaseEndpoints } from "./code-release.ts";
import { codeEndpoints } from "./codes.ts";
import { dossierContentEndpoints } from "./dossier-contents.ts";
import { dossierDocuments } from "./dossier-documents.ts";
import { dossierEndpoints } from "./dossiers.ts";
import { envelopeEndpoints } from "./envelopes.ts";
import { evidenceEndpoints } from "./evidence.ts";
import { inboundEndpoints } from "./inbound-calls.ts";
import { messageEndpoints } from "./messages.ts";
import { pauseEndpoints } from "./pauses.ts";
import { reconciliationEndpoints } from "./reconciliation.ts";
import { sectorEndpoints } from "./sectors.ts";
import { serviceEndpoints } from "./service.ts";
import { stoppedMessageEndpoints } from "./stopped-messages.ts";
import { syncEndpoints } from "./sync.ts";
import { webhookEndpoints } from "./webhooks.ts";

/** Every call of the API, in the order of the documentation. A new file of endpoints gets its line here. */
export function allEndpoints(deps: HttpDependencies, authenticate: Authenticate): readonly Endpoint[] {
  const documents = dossierDocuments(deps.sectors);
  return [
    ...dossierEndpoints(deps, documents),
    ...dossierContentEndpoints(deps),
    ...codeReleaseEndpoints(deps),
    ...changeEndpoints(deps),
    ...applicationEndpoints(deps),
    ...inboundEndpoints(deps, authenticate),
    ...syncEndpoints(deps),
    ...messageEndpoints(deps),
    ...stoppedMessageEndpoints(deps),
    ...pauseEndpoints(deps),
    ...reconciliationEndpoints(deps),
    ...evidenceEndpoints(deps),
    ...envelopeEndpoints(deps),
    ...auditEndpoints(deps),
    ...clientEndpoints(deps),
    ...webhookEndpoints(deps),
    ...sectorEndpoints(deps, documents),
    ...codeEndpoints(deps),
    ...serviceEndpoints(deps),
  ];
}
