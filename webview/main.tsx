/** The panel's entry: connects the state to the host and draws it. */

import { render } from "preact";
import type { HostMessage } from "../src/protocol/messages.ts";
import { Panel, type WebviewApi } from "./panel.ts";
import { Screen } from "./screens/screen.tsx";

declare function acquireVsCodeApi(): WebviewApi;

const panel = new Panel(acquireVsCodeApi());
// Only the host can post into this frame, so its messages are typed, not parsed.
window.addEventListener("message", ({ data }: MessageEvent<HostMessage>) => panel.receive(data));
const root = document.getElementById("root");
if (root) render(<Screen panel={panel} />, root);
panel.send({ type: "ready" });
