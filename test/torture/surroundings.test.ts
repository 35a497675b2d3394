import { SURROUNDING_SCENARIOS } from "./scenarios.ts";
import { shortForm } from "./short-form.ts";

shortForm(SURROUNDING_SCENARIOS.filter(({ isOnlyLong }) => isOnlyLong !== true));
