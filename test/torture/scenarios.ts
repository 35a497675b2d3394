import { crashPoints } from "./scenarios/crash-points.ts";
import { cutCommits } from "./scenarios/cut-commits.ts";
import { frozenAtPoints, frozenAtRandom } from "./scenarios/freezes.ts";
import { longOutage } from "./scenarios/long-outage.ts";
import { lostAnswers, lostAnswersParked } from "./scenarios/lost-answers.ts";
import { poison } from "./scenarios/poison.ts";
import { portalFaults } from "./scenarios/portal-faults.ts";
import { portalVariants } from "./scenarios/portal-variants.ts";
import { killEmbedded, killOne, killThree } from "./scenarios/random-kills.ts";
import type { Scenario } from "./scenario.ts";

/** The gateway's own processes die or stand still. */
export const PROCESS_SCENARIOS: readonly Scenario[] = [
  crashPoints,
  killEmbedded,
  killOne,
  killThree,
  frozenAtPoints,
  frozenAtRandom,
];

/** Database line and portal fail around processes that live. */
export const SURROUNDING_SCENARIOS: readonly Scenario[] = [
  cutCommits,
  portalFaults,
  lostAnswers,
  lostAnswersParked,
  poison,
  longOutage,
];

/** Portals that are not as the usual stand-in is. */
export const VARIANT_SCENARIOS: readonly Scenario[] = [portalVariants];

/** All there are, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [...PROCESS_SCENARIOS, ...SURROUNDING_SCENARIOS, ...VARIANT_SCENARIOS];
