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

/* To hand a page on */
TEXT(share_title, "Share, print or quote this")
TEXT(share_link, "Link")
TEXT(share_copy, "Copy")
TEXT(share_copied, "Copied")
TEXT(share_mail, "Send it by e-mail")
TEXT(share_qr, "QR code")
TEXT(share_qr_hint, "Point a phone’s camera at it, and the page opens.")
TEXT(qr_of_page, "QR code with the address of “{title}”")
TEXT(qr_of_feed, "QR code with the address of the feed “{title}”")
TEXT(share_other_forms, "In other forms")
TEXT(share_text, "Plain text")
TEXT(share_handout, "Handout for a group")
TEXT(share_poster, "Poster to print (PDF, A4)")
TEXT(poster_listen, "Point a phone’s camera here to listen and read, or go to")
TEXT(poster_help, "Point a phone’s camera here to see who can help now, or go to")
TEXT(card_alt, "“{title}”, {site}")
TEXT(share_cite, "Quote it")
TEXT(cite_title, "“{title}”")
TEXT(share_licence, "What you may do with it")
TEXT(share_embed, "Show it on your own website")
TEXT(share_embed_hint, "Copy this into your page:")
TEXT(share_online, "Online:")
TEXT(licence_by, "You may share it and change it if you say whose it is.")
TEXT(licence_by_sa, "You may share it and change it if you say whose it is and let others do the same with what you make of it.")
TEXT(licence_by_nd, "You may share it as it is if you say whose it is.")
TEXT(licence_by_nc, "You may share it and change it if you say whose it is and earn nothing with it.")
TEXT(licence_by_nc_sa, "You may share it and change it if you say whose it is, earn nothing with it, and let others do the same with what you make of it.")
TEXT(licence_by_nc_nd, "You may share it as it is if you say whose it is and earn nothing with it.")
TEXT(licence_zero, "You may do with it whatever you like.")
TEXT(licence_none, "You may share the link with anybody. Ask before you copy it.")

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

/* The page as plain text, and the handout */
TEXT(twin_help, "Where to find help:")
TEXT(twin_transcript_none, "There is no transcript:")
TEXT(handout_title, "Handout: {title}")
TEXT(handout_of, "Handout")
TEXT(handout_listen, "Listen here:")
TEXT(handout_back, "To the episode")
TEXT(handout_print, "Print this page")
TEXT(handout_agree, "What is said here stays here. Nobody has to speak.")
TEXT(print_title, "Print room")
TEXT(print_lead, "Posters for a wall or a window, and handouts for a group. Print them as they are, on A4.")
TEXT(print_poster, "Poster (PDF)")
TEXT(print_poster_of, "Poster of “{title}”")
TEXT(print_handout_of, "Handout for “{title}”")
TEXT(print_all, "All posters and handouts")
TEXT(before_you_listen, "Before you listen")
TEXT(points_title, "What you will hear")
TEXT(chapters_title, "Chapters")
TEXT(people_title, "People")
TEXT(questions_title, "To talk about")
TEXT(notes_title, "Notes")
TEXT(transcript_title, "Transcript")
TEXT(transcript_unchecked, "This transcript was made by machine and has not been checked. It will have mistakes.")
