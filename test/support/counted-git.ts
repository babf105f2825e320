/** A git that counts how often it is started. */

import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { makeFolder } from "./repositories.ts";

/** Stands before the real git on the PATH until the test is finished; tells which commands were run since the last call. */
export function countGit(): () => readonly string[] {
	const bin = makeFolder("bin");
	const list = join(bin, "list");
	const path = process.env.PATH ?? "";
	writeFileSync(list, "");
	writeFileSync(
		join(bin, "git"),
		`#!/bin/sh\nfor w in "$@"; do case "$w" in -*) ;; *) echo "$w" >>'${list}'; break ;; esac; done\nPATH='${path}' exec git "$@"\n`,
	);
	chmodSync(join(bin, "git"), 0o755);
	vi.stubEnv("PATH", `${bin}:${path}`);
	onTestFinished(() => void vi.unstubAllEnvs());
	return () => {
		const run = readFileSync(list, "utf8").trimEnd();
		writeFileSync(list, "");
		return run === "" ? [] : run.split("\n");
	};
}
