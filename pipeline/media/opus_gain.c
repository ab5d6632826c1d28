#include "opus_gain.h"

#include <math.h>
#include <string.h>

#define HEAD_BYTES 19
#define AT_GAIN    16 /* little-endian, two's complement */

bool opus_gain_add(uint8_t *head, size_t len, double gain, double *applied)
{
	if (len < HEAD_BYTES || memcmp(head, "OpusHead", 8) != 0 || !(fabs(gain) < 256))
		return false;
	long step = lround(gain / OPUS_GAIN_STEP);
	long sum = (int16_t)(head[AT_GAIN] | head[AT_GAIN + 1] << 8) + step;

	if (sum < INT16_MIN || sum > INT16_MAX)
		return false;
	head[AT_GAIN] = (uint8_t)sum;
	head[AT_GAIN + 1] = (uint8_t)(sum >> 8);
	*applied = (double)step * OPUS_GAIN_STEP;
	return true;
}
