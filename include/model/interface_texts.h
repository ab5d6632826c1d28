/*
 * The words that pages put around the content, in British English: TEXT(key, english), and
 * COUNTED(key, one, other) where a number decides the form. `{name}` in a text is where something is
 * filled in. Other languages are files in pipeline/site/texts/ and in the theme of a site.
 * Included several times; see model/interface.h.
 */

/* Around every page */
TEXT(skip_to_content, "Skip to content")
TEXT(main_navigation, "Main")
TEXT(all_pages, "All pages")
TEXT(write_to_us, "Write to us:")

/* Lengths */
COUNTED(count_episodes, "{n} episode", "{n} episodes")
COUNTED(count_hours, "{n} hour", "{n} hours")
COUNTED(count_minutes, "{n} minute", "{n} minutes")
COUNTED(count_seconds, "{n} second", "{n} seconds")

/* People */
TEXT(people, "People")
TEXT(people_all, "All people")
TEXT(people_lead, "Who speaks here, and who is at work behind the scenes. Everybody on this page has agreed to be named.")
TEXT(person_website, "Their website")
TEXT(person_episodes, "Episodes with {name}")
