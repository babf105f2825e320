/** Stands in for the editor's native log writer, so that no compiler is needed: the same calls, written in JavaScript. */

const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const names = ["trace", "debug", "info", "warning", "error", "critical"];

class Logger {
	constructor(_type, _name, file) {
		this.file = file;
		this.level = 2;
		this.prefixed = true;
		mkdirSync(dirname(file), { recursive: true });
	}
	write(level, message) {
		if (level < this.level) return;
		const time = new Date().toISOString().replace("T", " ").replace("Z", "");
		appendFileSync(this.file, this.prefixed ? `${time} [${names[level]}] ${message}\n` : String(message));
	}
	trace(message) {
		this.write(0, message);
	}
	debug(message) {
		this.write(1, message);
	}
	info(message) {
		this.write(2, message);
	}
	warn(message) {
		this.write(3, message);
	}
	error(message) {
		this.write(4, message);
	}
	critical(message) {
		this.write(5, message);
	}
	getLevel() {
		return this.level;
	}
	setLevel(level) {
		this.level = level;
	}
	setPattern() {
		this.prefixed = true;
	}
	clearFormatters() {
		this.prefixed = false;
	}
	flush() {}
	drop() {}
}

const create = async (name, file) => new Logger("rotating", name, file);

exports.version = 11100;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
