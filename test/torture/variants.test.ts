import { VARIANT_SCENARIOS } from "./scenarios.ts";
import { shortForm } from "./short-form.ts";

shortForm(VARIANT_SCENARIOS);
