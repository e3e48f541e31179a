/** Read a calendar strictly: every part has what its kind requires, and values are of their types. */
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf8")));
const events = calendar.getAllSubcomponents("vevent");
for (const event of events) {
  for (const name of ["uid", "dtstamp", "dtstart", "summary"]) {
    if (event.getAllProperties(name).length !== 1) throw new Error(`${name}: ${event}`);
  }
}
console.log(events.length);
