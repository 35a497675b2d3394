import type { HeldClass } from "./conversions.ts";
import type { CivilLicence } from "../current-licence.ts";
import type { Exchange } from "../exchange-record.ts";
import { schemeGivenOn } from "./licence-classes.ts";

/** A civil licence the application brings, and where it stands in the record. */
export interface BroughtLicence {
  readonly pointer: string;
  readonly licence: CivilLicence;
}

/** The civil licences of an application, the main one first. None when it exchanges another kind of licence. */
export function civilLicences(exchange: Exchange): readonly BroughtLicence[] {
  if (exchange.requestKind !== "DOI" && exchange.requestKind !== "CAP_LAI") return [];
  return [
    { pointer: "/record/exchange/currentLicence", licence: exchange.currentLicence },
    ...exchange.otherLicences.map((licence, index) => ({
      pointer: `/record/exchange/otherLicences/${index}`,
      licence,
    })),
  ];
}

/** One class of a brought licence. */
export interface BroughtClass extends BroughtLicence {
  /** Pointer of the class itself. */
  readonly at: string;
  readonly held: HeldClass;
  readonly passedOn: string;
  readonly expiresOn: string | null;
}

/** Every class of the civil licences of an application. */
export function broughtClasses(exchange: Exchange): readonly BroughtClass[] {
  return civilLicences(exchange).flatMap(({ pointer, licence }) =>
    licence.classes.map(({ class: code, scheme, passedOn, expiresOn }, index) => ({
      pointer,
      licence,
      at: `${pointer}/classes/${index}`,
      held: { code, scheme: scheme ?? schemeGivenOn(licence.issuedOn) },
      passedOn,
      expiresOn,
    })),
  );
}
