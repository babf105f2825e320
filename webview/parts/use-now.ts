/** The time, for clocks on screen: it ticks only while something needs it. */

import { useEffect, useState } from "preact/hooks";

/** Milliseconds since 1970, renewed every `period` milliseconds; 0 lets it stand. */
export function useNow(period: number): number {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		if (period <= 0) return;
		setNow(Date.now());
		const ticking = setInterval(() => setNow(Date.now()), period);
		return () => clearInterval(ticking);
	}, [period]);
	return now;
}
