import type { Acceptance } from "../../flow/acceptance.ts";
import { problem, type Problem } from "../problem.ts";

/** The problem a refused push is answered with; null when it was taken. */
export function problemOfAcceptance(acceptance: Acceptance): Problem | null {
  switch (acceptance.outcome) {
    case "accepted":
    case "unchanged":
      return null;
    case "invalid":
      return problem("invalid-dossier", { errors: acceptance.issues.map((issue) => ({ ...issue })) });
    case "forbidden":
      return forbidden(acceptance);
    case "key-conflict":
      return problem("key-conflict");
    default:
      return acceptance satisfies never;
  }
}

/** The problem of a push, or a dry run, that the client may not make. */
export function forbidden({ issue }: Extract<Acceptance, { readonly outcome: "forbidden" }>): Problem {
  return problem("forbidden", { errors: [{ ...issue }] });
}
