// Beside every time in UTC: what that is where the reader sits.
"use strict";
addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("time[datetime*='T']").forEach((time) => {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime()) || !moment.getTimezoneOffset()) return;
    const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });
    time.append(` (${day.format(moment)} for you)`);
  });
});
