import { PROCESS_SCENARIOS } from "./scenarios.ts";
import { shortForm } from "./short-form.ts";

shortForm(PROCESS_SCENARIOS.filter(({ isOnlyLong }) => isOnlyLong !== true));
