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

/* Pages of the site: around them */
TEXT(home, "Home")
TEXT(nav_episodes, "Episodes")
TEXT(podcasts, "Podcasts")
TEXT(areas, "Areas")
TEXT(topics, "Topics")
TEXT(breadcrumb, "Where this page is")
TEXT(subscribe, "Subscribe")
TEXT(what_is_new, "What is new")
TEXT(licence_of_site, "Licence:")
TEXT(new_on, "New on {site}")
TEXT(feeds_of, "Feeds of {site}")

/* Pages of the site: home */
TEXT(newest_episode, "Newest episode")
TEXT(no_podcast_yet, "There is no podcast here yet.")
TEXT(all_topics, "All topics")
TEXT(all_news, "All that is new")
TEXT(how_to_subscribe, "How to subscribe")

/* Pages of the site: shows, areas, topics */
TEXT(episodes, "Episodes")
TEXT(by_author, "By {author}")
TEXT(start_here, "Start here:")
TEXT(live, "Live")
TEXT(listen_live, "Listen while it happens")
TEXT(time_span, "{from} until {to}")
TEXT(first_episode_to_come, "The first episode is still to come.")
TEXT(best_in_order, "Best heard in this order.")
TEXT(series_complete, "The series is complete.")
TEXT(about_podcast, "About this podcast")
TEXT(people, "People")
TEXT(we_recommend, "We also recommend")
TEXT(feed, "feed")
TEXT(support, "Support")
TEXT(season, "Season {number}")
TEXT(season_named, "Season {number}: {name}")
TEXT(pages_of_list, "Pages of this list")
TEXT(page_number, "Page {number}")
TEXT(page_of, "Page {number} of {count}")
TEXT(nothing_new, "Nothing is here yet.")

/* Pages of the site: subscribe */
TEXT(subscribe_lead, "Let an app bring you each new episode. It is free, you need no account here, and you can stop at any time.")
TEXT(choose_app, "Choose your app")
TEXT(choose_app_hint, "The button opens the app if it is on your phone or computer. If nothing happens, copy the address below into your app.")
TEXT(feed_address, "Address of the feed")
TEXT(copy_address, "Copy")
TEXT(address_copied, "Copied")
TEXT(open_feed, "Open the feed")
TEXT(feed_readers, "Feed reader")
TEXT(subscribe_paste, "Or paste this address into a podcast app, and each new episode comes by itself.")
TEXT(everything, "Everything")
TEXT(everything_summary, "Each new episode of every show, in one feed.")
TEXT(only_some, "Only what you want to hear")
TEXT(only_some_hint, "Each of these has a feed of its own. Copy its address into your app.")
TEXT(each_topic_has_feed, "Each topic has a feed, too: it stands on the page of the topic.")
TEXT(all_feeds_file, "All feeds in one file, for apps that import a list (OPML)")
TEXT(what_is_podcast, "What is a podcast?")
TEXT(podcast_is, "A podcast is a talk that you can hear when it suits you. It is a little like radio, but you choose the time.")
TEXT(podcast_app_does, "A podcast app looks for new episodes of the shows you follow and keeps your place in each. Many phones come with one.")
TEXT(without_app, "How to listen without an app")
TEXT(without_app_is, "Open the page of an episode and press play, or download the recording and keep it. Every transcript can be read on the page.")

/* Pages of the site: not found, moved, withdrawn */
TEXT(not_found, "Page not found")
TEXT(not_found_title, "This page is not here")
TEXT(not_found_lead, "The address may have a slip in it, or the page has moved.")
TEXT(go_to_start, "Go to the start of {site}")
TEXT(moved_title, "This page has moved")
TEXT(moved_lead, "It has another address now. Please change your bookmark, if you have one.")
TEXT(go_to, "Go to {title}")
TEXT(withdrawn, "Withdrawn")
TEXT(withdrawn_episode, "This episode has been withdrawn")
TEXT(withdrawn_page, "This page has been withdrawn")
TEXT(withdrawn_lead, "It is no longer part of this site.")

/* People */
TEXT(people_all, "All people")
TEXT(people_lead, "Who speaks here, and who is at work behind the scenes. Everybody on this page has agreed to be named.")
TEXT(person_website, "Their website")
TEXT(person_episodes, "Episodes with {name}")

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
