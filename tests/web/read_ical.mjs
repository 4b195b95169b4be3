// Reads a calendar from standard input with ical.js and writes what it finds in each entry, as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const entries = calendar.getAllSubcomponents("vevent").map((component) => {
  const value = (name) => component.getFirstPropertyValue(name);
  const seconds = (time) => (time ? time.toUnixTime() : null);
  return {
    uid: value("uid"),
    start: seconds(value("dtstart")),
    end: seconds(value("dtend")),
    modified: seconds(value("last-modified")),
    sequence: value("sequence"),
    status: value("status"),
    summary: value("summary"),
    description: value("description"),
    categories: component.getFirstProperty("categories").getValues(),
    alarms: component.getAllSubcomponents("valarm").map((alarm) => {
      const trigger = alarm.getFirstProperty("trigger");
      return [trigger.getFirstValue().toSeconds(), trigger.getFirstParameter("related")];
    }),
  };
});
process.stdout.write(JSON.stringify(entries));
