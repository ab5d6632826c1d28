// The same as calendars.py, as ical.js reads them: by the time zones that the files bring along.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const [begin, end] = process.argv.slice(2, 4).map(Number);
const lines = [];

const seconds = (t) => (t.isDate ? Date.UTC(t.year, t.month - 1, t.day) / 1000 : t.toUnixTime());

function note(file, event, start, last) {
	const at = seconds(start);

	if (at >= begin && at < end)
		lines.push([basename(file), event.uid, at, seconds(last), event.component.getFirstPropertyValue("status")].join("\t"));
}

function expand(file, event) {
	if (!event.isRecurring()) {
		note(file, event, event.startDate, event.endDate);
		return;
	}
	const all = event.iterator();

	for (let t = all.next(); t && seconds(t) < end; t = all.next()) {
		const one = event.getOccurrenceDetails(t);

		note(file, one.item, one.startDate, one.endDate);
	}
}

for (const file of process.argv.slice(4)) {
	const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));

	ICAL.TimezoneService.reset();
	for (const zone of calendar.getAllSubcomponents("vtimezone"))
		ICAL.TimezoneService.register(new ICAL.Timezone(zone));
	const events = calendar.getAllSubcomponents("vevent").map((e) => new ICAL.Event(e));
	const masters = events.filter((e) => !e.isRecurrenceException());

	for (const e of events.filter((x) => x.isRecurrenceException()))
		masters.find((m) => m.uid === e.uid)?.relateException(e);
	for (const e of masters)
		expand(file, e);
}
console.log(lines.sort().join("\n"));
