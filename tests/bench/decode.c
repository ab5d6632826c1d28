/*
 * Usage: decode FILE
 *
 * Opens a recording with libavformat, decodes it to the end on one thread and
 * throws the sound away: what a check of it costs at the very least.
 */
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <stdio.h>

static int64_t take(AVCodecContext *codec, AVFrame *frame)
{
	int64_t samples = 0;

	while (avcodec_receive_frame(codec, frame) >= 0)
		samples += frame->nb_samples;
	return samples;
}

static int64_t decode(AVFormatContext *format, AVCodecContext *codec, int stream)
{
	AVPacket *packet = av_packet_alloc();
	AVFrame *frame = av_frame_alloc();
	int64_t samples = 0;

	while (av_read_frame(format, packet) >= 0) {
		if (packet->stream_index == stream && avcodec_send_packet(codec, packet) >= 0)
			samples += take(codec, frame);
		av_packet_unref(packet);
	}
	avcodec_send_packet(codec, NULL);
	samples += take(codec, frame);
	av_frame_free(&frame);
	av_packet_free(&packet);
	return samples;
}

int main(int argc, char **argv)
{
	AVFormatContext *format = NULL;
	const AVCodec *decoder;

	if (argc != 2 || avformat_open_input(&format, argv[1], NULL, NULL) < 0 ||
	    avformat_find_stream_info(format, NULL) < 0)
		return 1;
	int stream = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, &decoder, 0);
	if (stream < 0)
		return 1;
	AVCodecContext *codec = avcodec_alloc_context3(decoder);
	if (!codec || avcodec_parameters_to_context(codec, format->streams[stream]->codecpar) < 0)
		return 1;
	codec->pkt_timebase = format->streams[stream]->time_base;
	codec->thread_count = 1;
	if (avcodec_open2(codec, decoder, NULL) < 0)
		return 1;
	int64_t samples = decode(format, codec, stream);
	printf("%lld samples\n", (long long)samples);
	avcodec_free_context(&codec);
	avformat_close_input(&format);
	return samples ? 0 : 1;
}
