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

/* Search, and the list of everything */
TEXT(search_title, "Search")
TEXT(search_label, "Search this site")
TEXT(search_button, "Search")
TEXT(search_hint, "Episodes, what is said in them, and all pages.")
TEXT(search_private, "The search happens on your device. What you look for is sent to nobody.")
TEXT(search_without_script, "The search needs JavaScript, which is off here. You can find everything by its name or its topic.")
TEXT(search_failed, "The search could not be loaded. Please load this page again.")
TEXT(search_some, "Nothing has all these words. What follows has some of them.")
TEXT(search_meant, "Did you mean {words}?")
TEXT(search_nothing, "Other words may help, or fewer. Everything on this site stands in the list from A to Z, and by its topic.")
TEXT(search_moment, "What is said at {time} in “{title}”")
TEXT(search_passage, "What is said")
TEXT(search_more, "More results")
TEXT(search_help, "If you need help now:")
COUNTED(search_results, "{n} result", "{n} results")
TEXT(kind_episode, "Episode")
TEXT(kind_show, "Podcast")
TEXT(kind_area, "Area")
TEXT(kind_topic, "Topic")
TEXT(kind_page, "Page")
TEXT(kind_help, "Help")
TEXT(kind_person, "Person")
TEXT(a_z_title, "A to Z")
TEXT(a_z_lead, "Everything on this site, by its name.")
TEXT(a_z_letters, "Letters")
TEXT(a_z_digits, "0–9")
TEXT(a_z_others, "Other")
TEXT(all_topics, "All topics")
TEXT(all_areas, "All areas")
