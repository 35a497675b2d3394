import { readFileSync } from "node:fs";
import { Fault } from "#core/fault.ts";

/**
 * The gateway's own files, its connections to the database and the destinations, and those of the clients that push at the
 * same time, in the usual configuration. With fewer it would start and fail somewhere in the middle of a busy hour.
 */
const FEWEST = 256;

/**
 * How many files and connections this process may have open, as Linux says (`proc(5)`); null where nothing tells, or where
 * there is no limit. Node.js has raised the soft limit to the hard one by then.
 */
export function openFilesLimit(limits: () => string = () => readFileSync("/proc/self/limits", "utf8")): number | null {
  try {
    const soft = /^Max open files +(\d+)/m.exec(limits())?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    // Not Linux, or /proc is not mounted.
    return null;
  }
}

/** @throws Fault `open-files-limit` where the gateway would run out of files in daily work */
export function demandOpenFiles(limit: number | null): void {
  if (limit === null || limit >= FEWEST) return;
  throw new Fault("open-files-limit", {
    vi:
      `Hệ điều hành chỉ cho tiến trình này mở ${limit} tệp và kết nối; gateway cần ít nhất ${FEWEST}. Nâng giới hạn rồi chạy lại: ` +
      "LimitNOFILE=4096 trong tệp dịch vụ systemd, «ulimit -n 4096» trước lệnh, hoặc docker run --ulimit nofile=4096:4096.",
    en:
      `The operating system lets this process open ${limit} files and connections; the gateway needs at least ${FEWEST}. Raise the limit and start again: ` +
      "LimitNOFILE=4096 in the systemd unit, “ulimit -n 4096” before the command, or docker run --ulimit nofile=4096:4096.",
  });
}
