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

/* Dates */
TEXT(date_form, "{day} {month} {year}")
TEXT(month_1, "January")
TEXT(month_2, "February")
TEXT(month_3, "March")
TEXT(month_4, "April")
TEXT(month_5, "May")
TEXT(month_6, "June")
TEXT(month_7, "July")
TEXT(month_8, "August")
TEXT(month_9, "September")
TEXT(month_10, "October")
TEXT(month_11, "November")
TEXT(month_12, "December")

/* Languages */
TEXT(other_languages, "In other languages")
TEXT(translated_by, "Translated by {name}")
TEXT(words_unchecked, "The words around the text on this page have not been checked by somebody who speaks this language.")
