"""A feed with every element and attribute that RSS 2.0, Atom, Dublin Core, Apple, Podcasting 2.0, Podlove and
Media RSS have for a show, as far as apps and hosts use them, and the files that it speaks of."""

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "psc": "http://podlove.org/simple-chapters",
    "media": "http://search.yahoo.com/mrss/",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "spotify": "http://www.spotify.com/ns/rss",
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
    "acast": "https://schema.acast.com/1.0/",
}

VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Example Person>Words that were made up.\n"
SRT = "1\n00:00:00,000 --> 00:00:02,000\nExample Person: Words that were made up.\n"
CHAPTERS = ('{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Begin"}, '
            '{"startTime": 1.5, "title": "Middle", "url": "https://www.example.org/middle"}, '
            '{"startTime": 3, "title": "End"}]}')

VALUE = """<podcast:value type="lightning" method="keysend" suggested="0.00000005000">
  <podcast:valueRecipient name="Example Show" type="node" address="02d5c1bf8b940dc9cadca86d1b0a3c37fbe39cee4c7e839e33bef9174531d27f52"
      split="90" customKey="112111100" customValue="wal_example" fee="false"/>
  <podcast:valueRecipient name="Example App" type="lnaddress" address="app@example.org" split="10" fee="true"/>{more}
</podcast:value>"""

TIME_SPLITS = """
  <podcast:valueTimeSplit startTime="1" duration="2" remoteStartTime="4" remotePercentage="95">
    <podcast:remoteItem feedGuid="a94f5cc9-8c58-55fc-91fe-a324087a655b" itemGuid="example-song-1" medium="music"/>
  </podcast:valueTimeSplit>
  <podcast:valueTimeSplit startTime="3" duration="1.5">
    <podcast:valueRecipient name="Example Guest" type="lnaddress" address="guest@example.org" split="100"/>
  </podcast:valueTimeSplit>"""

CHANNEL = """
<title>Talks of an Example Network</title>
<itunes:title>Talks of an Example</itunes:title>
<link>{at}/show</link>
<description>Talks that were made up for a test.</description>
<language>en-gb</language>
<copyright>© 2024 An Example Network</copyright>
<managingEditor>talks@example.org (An Example Network)</managingEditor>
<webMaster>web@example.org (Example Web)</webMaster>
<category domain="https://www.example.org/topics">Community</category>
<category>Listening</category>
<rating>(PICS-1.1 "https://www.example.org/" labels)</rating>
<skipHours><hour>1</hour><hour>2</hour></skipHours>
<skipDays><day>Sunday</day></skipDays>
<textInput><title>Search</title><description>Search the show</description><name>q</name><link>https://www.example.org/find</link></textInput>
<image><url>{at}/cover.jpg</url><title>Talks of an Example Network</title><link>{at}/show</link><description>A hill</description></image>
<pubDate>Mon, 01 Apr 2024 09:00:00 +0000</pubDate>
<lastBuildDate>Mon, 01 Apr 2024 09:00:00 +0000</lastBuildDate>
<generator>An example host</generator><docs>https://www.example.org/docs</docs><ttl>60</ttl>
<cloud domain="rpc.example.org" port="80" path="/RPC2" registerProcedure="pingMe" protocol="soap"/>
<atom:link rel="self" type="application/rss+xml" href="{at}/feed.xml"/>
<atom:link rel="hub" href="https://hub.example.org/"/>
<atom:link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>
<atom:link rel="payment" href="https://www.example.org/pay" title="Give a coffee"/>
<atom:contributor><atom:name>Example Helper</atom:name><atom:uri>https://helper.example.org/</atom:uri></atom:contributor>
<dc:creator>Example Creator</dc:creator><dc:rights>All of it</dc:rights><dc:subject>Talks</dc:subject>
<itunes:owner><itunes:name>An Example Network</itunes:name><itunes:email>talks@example.org</itunes:email></itunes:owner>
<itunes:author>An Example Author</itunes:author>
<itunes:image href="{at}/cover.jpg"/>
<itunes:category text="Society &amp; Culture"><itunes:category text="Documentary"/></itunes:category>
<itunes:category text="Education"/>
<itunes:explicit>true</itunes:explicit>
<itunes:type>serial</itunes:type>
<itunes:block>Yes</itunes:block>
<itunes:subtitle>Made up, all of it</itunes:subtitle>
<itunes:summary>A summary that says it in other words.</itunes:summary>
<itunes:keywords>talks, example, made up</itunes:keywords>
<itunes:applepodcastsverify>11111111-2222-3333-4444-555555555555</itunes:applepodcastsverify>
<googleplay:author>Example Play Author</googleplay:author><googleplay:category text="Society &amp; Culture"/>
<spotify:limit recentCount="9"/><spotify:countryOfOrigin>gb ie</spotify:countryOfOrigin>
<media:copyright url="https://www.example.org/terms">Example terms</media:copyright>
<media:category scheme="http://www.itunes.com/dtds/podcast-1.0.dtd">Society</media:category>
<media:credit role="author">Example Author</media:credit>
<media:rating>nonadult</media:rating>
<creativeCommons:license>https://creativecommons.org/licenses/by/4.0/</creativeCommons:license>
<acast:showId>example-1234</acast:showId><acast:settings key="k"><![CDATA[a&b<c>]]></acast:settings>
<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
<podcast:locked owner="lock@example.org">no</podcast:locked>
<podcast:medium>podcast</podcast:medium>
<podcast:license url="https://www.example.org/licence">example-licence</podcast:license>
<podcast:funding url="https://www.example.org/give">Give to the show</podcast:funding>
<podcast:funding url="https://www.example.org/member">Become a member</podcast:funding>
<podcast:person role="host" group="cast" img="{at}/person.jpg" href="https://www.example.org/one">Example Person</podcast:person>
<podcast:person role="editor" group="writing" href="https://www.example.org/one">Example Person</podcast:person>
<podcast:person>Other Person</podcast:person>
<podcast:location rel="subject" geo="geo:55.9486,-4.7620" osm="R1920901" country="GB">Inverclyde</podcast:location>
<podcast:location rel="creator" country="GB">Greenock</podcast:location>
<podcast:trailer url="https://media.example.org/trailer.mp3" pubdate="Thu, 01 Feb 2024 08:00:00 +0000" length="12345678" type="audio/mpeg" season="2">Of season two</podcast:trailer>
<podcast:block id="examplecast">yes</podcast:block>
<podcast:block id="otherhost">no</podcast:block>
<podcast:block>no</podcast:block>
<podcast:txt purpose="verify">example-S6lpp-7ZCn8-dZfGc-OoyaG</podcast:txt>
<podcast:txt>naj3eEZaWVVY9a38uhX8FekACyhtqP4JN</podcast:txt>
<podcast:podroll><podcast:remoteItem feedGuid="29cdca4a-32d8-56ba-b48b-09a011c5daa9" feedUrl="https://one.example.org/feed.xml" title="Another show" medium="podcast"/></podcast:podroll>
<podcast:publisher><podcast:remoteItem medium="publisher" feedGuid="003af0a0-6a45-55cf-b765-68e3d349551a" feedUrl="https://pub.example.org/feed.xml"/></podcast:publisher>
<podcast:remoteItem feedGuid="5a95f9d8-35e3-51f5-a269-ba1df36b4bd8" feedUrl="https://list.example.org/feed.xml" itemGuid="example-item-7" medium="music" title="Of the list"/>
<podcast:updateFrequency complete="false" dtstart="2024-01-01T09:00:00.000Z" rrule="FREQ=WEEKLY;BYDAY=MO">Every Monday</podcast:updateFrequency>
<podcast:podping usesPodping="true"/>
<podcast:chat server="irc.example.org" protocol="irc" accountId="@host" space="#example"/>
<podcast:image href="{at}/wide.jpg" alt="A hill" aspect-ratio="16/9" width="1920" height="1080" type="image/jpeg" purpose="banner"/>
<podcast:image href="{at}/wide-small.jpg" aspect-ratio="16/9" width="640" height="360" type="image/jpeg" purpose="social"/>
<podcast:images srcset="https://media.example.org/a-1500.jpg 1500w, https://media.example.org/a-600.jpg 600w"/>
<podcast:socialInteract protocol="activitypub" uri="https://social.example.org/@show" accountId="@show" priority="1"/>
{value}
<podcast:liveItem status="pending" start="2031-09-26T07:30:00.000-0600" end="2031-09-26T09:30:00.000-0600">
  <title>An example live show</title><description>Made up, and live.</description><link>https://example.org/live</link>
  <guid isPermaLink="true">https://example.org/live</guid>
  <enclosure url="https://live.example.org/stream.mp3" type="audio/mpeg" length="312"/>
  <itunes:image href="{at}/cover.jpg"/><itunes:author>Live Author</itunes:author>
  <podcast:person role="host">Example Person</podcast:person>
  <podcast:contentLink href="https://example.org/html/livestream">Listen live!</podcast:contentLink>
  <podcast:contentLink href="https://video.example.org/watch">Watch live!</podcast:contentLink>
  <podcast:chat server="irc.example.org" protocol="irc" accountId="@host" space="#live"/>
  <podcast:alternateEnclosure type="audio/mpeg" length="312" default="true"><podcast:source uri="https://live2.example.org/stream.mp3"/></podcast:alternateEnclosure>
</podcast:liveItem>
"""

ITEM = """<item>
<title>Example talk 2: the long way</title>
<itunes:title>The long way</itunes:title>
<link>{at}/talks/2</link>
<guid isPermaLink="false">Example-{{2}}-GUID</guid>
<pubDate>Mon, 01 Apr 2024 09:00:00 +0100</pubDate>
<description><![CDATA[<p>Two voices speak about <a href="https://www.example.org/x">what helps</a>.</p><p>And what does not.</p>]]></description>
<content:encoded><![CDATA[<p>Two voices speak about <a href="https://www.example.org/x">what helps</a>.</p><p>And what does not.</p>]]></content:encoded>
<enclosure url="{at}/two.mp3" length="{length}" type="audio/mpeg"/>
<author>talks@example.org (Example Writer)</author>
<category domain="https://www.example.org/topics">Walking</category><category>Water</category>
<comments>https://www.example.org/talks/2/comments</comments>
<source url="https://origin.example.org/feed.xml">The first feed</source>
<atom:link rel="http://podlove.org/deep-link" href="https://www.example.org/talks/2#"/>
<atom:link rel="payment" href="https://www.example.org/pay/2"/>
<atom:contributor><atom:name>Example Helper</atom:name></atom:contributor>
<dc:creator>Example Creator</dc:creator><dc:date>2024-04-01T09:00:00+01:00</dc:date>
<itunes:author>Example Item Author</itunes:author>
<itunes:subtitle>A subtitle of its own</itunes:subtitle>
<itunes:summary>Two voices speak about what helps. And what does not.</itunes:summary>
<itunes:keywords>way, long</itunes:keywords>
<itunes:duration>{seconds}</itunes:duration>
<itunes:season>2</itunes:season><itunes:episode>2</itunes:episode><itunes:episodeType>full</itunes:episodeType>
<itunes:explicit>true</itunes:explicit><itunes:block>Yes</itunes:block><itunes:order>7</itunes:order>
<itunes:image href="{at}/two.jpg"/><itunes:isClosedCaptioned>Yes</itunes:isClosedCaptioned>
<media:thumbnail url="https://media.example.org/thumb.jpg" width="75" height="50"/><media:rating scheme="urn:simple">nonadult</media:rating>
<media:title type="plain">The long way, as media</media:title><media:keywords>a, b</media:keywords><media:credit role="author" scheme="urn:ebu">Example</media:credit>
<spotify:order>3</spotify:order><acast:episodeId>abc</acast:episodeId><googleplay:explicit>yes</googleplay:explicit>
<podcast:season name="The &quot;second&quot; winter">2</podcast:season>
<podcast:episode display="Ch. 2">2</podcast:episode>
<podcast:transcript url="{at}/two.vtt" type="text/vtt" language="en" rel="captions"/>
<podcast:transcript url="{at}/two.srt" type="application/x-subrip" language="en"/>
<podcast:transcript url="{at}/two-es.vtt" type="text/vtt" language="es"/>
<podcast:chapters url="{at}/two.json" type="application/json+chapters"/>
<psc:chapters version="1.2"><psc:chapter start="00:00:00.000" title="Begin"/><psc:chapter start="00:00:01.500" title="Middle" href="https://www.example.org/middle"/><psc:chapter start="00:00:03" title="End"/></psc:chapters>
<podcast:soundbite startTime="0.5" duration="2.25">A bite &amp; more</podcast:soundbite>
<podcast:soundbite startTime="1.0" duration="3.0"/>
<podcast:person role="guest" group="cast" img="{at}/person.jpg" href="https://www.example.org/one">Example Person</podcast:person>
<podcast:person role="Audio Engineer" group="Audio Production">Example Person</podcast:person>
<podcast:person role="host">Other Person</podcast:person>
<podcast:location geo="geo:55.9486,-4.7620,12;u=350" osm="W43678282#2" country="GB">Greenock</podcast:location>
<podcast:license>cc-by-4.0</podcast:license>
<podcast:funding url="https://www.example.org/give/2">Give to this talk</podcast:funding>
<podcast:funding url="https://www.example.org/give/3">Or to that</podcast:funding>
<podcast:alternateEnclosure type="audio/mpeg" length="2490970" bitrate="160707.74" title="Standard" rel="default" default="true" lang="en" codecs="mp3">
  <podcast:source uri="https://media.example.org/two-alt.mp3" contentType="audio/mpeg"/><podcast:source uri="ipfs://QmX33FYehk6ckGQ6g1D9D3FqZPix5JpKstKQKbaS8quUFb"/>
  <podcast:integrity type="sri" value="sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo"/></podcast:alternateEnclosure>
<podcast:alternateEnclosure type="video/mp4" length="0" height="720"><podcast:source uri="https://video.example.org/two.m3u8" contentType="application/x-mpegURL"/></podcast:alternateEnclosure>
<podcast:socialInteract protocol="activitypub" uri="https://social.example.org/@a/1" accountId="@a" accountUrl="https://social.example.org/@a" priority="1"/>
<podcast:socialInteract protocol="nostr" uri="nostr:note1example" priority="2"/>
<podcast:contentLink href="https://video.example.org/2">Watch it</podcast:contentLink>
<podcast:chat server="matrix.example.org" protocol="matrix" accountId="@a:example.org" space="#a:example.org"/>
<podcast:txt purpose="ai-content">false</podcast:txt>
<podcast:image href="{at}/two-wide.jpg" alt="Water" aspect-ratio="16/9" width="1280" height="720" type="image/jpeg" purpose="social"/>
<podcast:images srcset="https://media.example.org/two-1500.jpg 1500w"/>
{value}
</item>"""


def small(at, name, length, seconds, rest, day):
    return f"""<item><title>Example talk {name}</title><link>{at}/talks/{name}</link>
<guid isPermaLink="true">{at}/talks/{name}</guid><pubDate>{day} 06:30:15 GMT</pubDate>
<description>Plain words of {name}, made up for a test.</description>
<enclosure url="{at}/{name}.mp3" length="{length}" type="audio/mpeg"/>
<itunes:duration>{seconds}</itunes:duration><itunes:explicit>false</itunes:explicit>{rest}</item>"""


# What cannot stand in one feed together with the rest of it.
OVER = {
    "<itunes:type>serial</itunes:type>": "<itunes:type>episodic</itunes:type><itunes:complete>Yes</itunes:complete>",
    '<podcast:locked owner="lock@example.org">no': "<podcast:locked>no",
    "<podcast:medium>podcast": "<podcast:medium>music",
    "<podcast:block>no": "<podcast:block>yes",
    "<itunes:explicit>true": "<itunes:explicit>false",
    '<podcast:podping usesPodping="true"/>': '<podcast:podping usesPodping="false"/>',
    'complete="false" dtstart="2024-01-01T09:00:00.000Z" rrule="FREQ=WEEKLY;BYDAY=MO">Every Monday': 'complete="true">It is over',
}


def feed(at, length, seconds, is_over):
    """The feed of a host at that address; every recording has that length."""
    declared = " ".join(f'xmlns:{prefix}="{ns}"' for prefix, ns in NAMESPACES.items())
    items = [
        ITEM.replace("{{2}}", "(2)").replace("{value}", VALUE.replace("{more}", TIME_SPLITS)),
        small(at, "half", length, seconds, "<itunes:season>1</itunes:season><itunes:episodeType>full</itunes:episodeType>"
              "<podcast:season>1</podcast:season><podcast:episode>11.5</podcast:episode>", "Mon, 18 Mar 2024"),
        small(at, "zero", length, seconds, "<itunes:season>1</itunes:season><itunes:episode>0</itunes:episode>"
              '<itunes:episodeType>full</itunes:episodeType><podcast:season name="First">1</podcast:season>'
              '<podcast:episode display="Nought">0</podcast:episode>', "Mon, 11 Mar 2024"),
        small(at, "extra", length, seconds, "<itunes:season>1</itunes:season><itunes:episode>1</itunes:episode>"
              "<itunes:episodeType>bonus</itunes:episodeType>", "Mon, 04 Mar 2024"),
        small(at, "hello", length, seconds, "<itunes:episodeType>trailer</itunes:episodeType>"
              "<itunes:episode></itunes:episode>", "Mon, 26 Feb 2024"),
    ]
    text = (f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {declared}><channel>'
            + CHANNEL.replace("{value}", VALUE.replace("{more}", "")) + "".join(items) + "</channel></rss>")
    for one, other in OVER.items() if is_over else ():
        assert one in text, one
        text = text.replace(one, other)
    return text.replace("{at}", at).replace("{length}", str(length)).replace("{seconds}", str(seconds))
