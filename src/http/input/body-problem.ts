import { problem, type Problem, type ProblemCode } from "../problem.ts";
import { bodyIssue, type BodyRefusal } from "./body-issue.ts";

/** The problem a request with such a body is answered with. */
export function bodyProblem(reason: BodyRefusal): Problem {
  if (reason === "too-large") return problem("body-too-large");
  if (reason === "busy") return problem("too-busy");
  const errors = [{ ...bodyIssue(reason) }];
  return problem(CODES[reason] ?? "unreadable-body", { errors });
}

const CODES: Partial<Record<BodyRefusal, ProblemCode>> = {
  "content-encoding": "unsupported-media-type",
  "too-slow": "body-too-slow",
  "too-long-open": "body-too-slow",
};
