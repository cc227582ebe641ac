// The atlas as a PNG whose deflate stream is stored, not compressed: bytes that no library version
// can change. One stored block holds one row of charts, so blocks are written and summed side by side.
#pragma once
#include "charts.hpp"
#include "glb-layout.hpp"

namespace piwa {

constexpr u32 pngRowBytes = 1 + 3 * atlasWidth;
constexpr u32 pngBlockData = pngRowBytes * chartTexels;
constexpr u32 pngBlockBytes = 5 + pngBlockData;
constexpr u32 pngHeadBytes = 8 + 25;
constexpr u32 pngIdatAt = pngHeadBytes + 8;
constexpr u32 adlerModulus = 65521;

static_assert(pngBlockData <= 65535, "a stored block has a length of 16 bits");

/// Of the red byte of a pixel, from the start of the file.
PIWA_INLINE u32 pixelOffset(u32 x, u32 y) {
  return pngIdatAt + 2 + y / chartTexels * pngBlockBytes + 5 + y % chartTexels * pngRowBytes + 1 +
         3 * x;
}

PIWA_INLINE void storeBigEndian(u8* at, u32 word) {
  at[0] = (u8)(word >> 24);
  at[1] = (u8)(word >> 16);
  at[2] = (u8)(word >> 8);
  at[3] = (u8)word;
}

PIWA_INLINE u32 crcStep(const Context& c, u32 crc, u8 byte) {
  return c.crcTable[(crc ^ byte) & 255] ^ crc >> 8;
}

PIWA_INLINE void buildCrcTable(u32* table) {
  for (u32 n = 0; n < 256; n++) {
    u32 crc = n;
    for (i32 k = 0; k < 8; k++) {
      crc = crc & 1 ? 0xedb88320u ^ crc >> 1 : crc >> 1;
    }
    table[n] = crc;
  }
}

/// Product of two polynomials modulo that of the CRC, in its reflected order of bits.
PIWA_INLINE u32 crcProduct(u32 a, u32 b) {
  u32 product = 0;
  for (u32 bit = 1u << 31; bit; bit >>= 1) {
    if (a & bit) {
      product ^= b;
    }
    b = b & 1 ? b >> 1 ^ 0xedb88320u : b >> 1;
  }
  return product;
}

/// CRC of a stretch, moved in front of `bytes` further ones.
PIWA_INLINE u32 crcShifted(u32 crc, u32 bytes) {
  u32 power = 1u << 23;
  u32 factor = 1u << 31;
  for (u32 rest = bytes; rest; rest >>= 1) {
    if (rest & 1) {
      factor = crcProduct(factor, power);
    }
    power = crcProduct(power, power);
  }
  return crcProduct(factor, crc);
}

/// Header of a stored block, filter bytes, and black pixels where no chart lies.
PIWA_PHASE void clearPngBlock(u8* png, u32 row, u32 rows) {
  u8* block = png + pngIdatAt + 2 + row * pngBlockBytes;
  block[0] = row + 1 == rows;
  block[1] = (u8)pngBlockData;
  block[2] = (u8)(pngBlockData >> 8);
  block[3] = (u8)~pngBlockData;
  block[4] = (u8)(~pngBlockData >> 8);
  for (u32 i = 0; i < pngBlockData; i++) {
    block[5 + i] = 0;
  }
}

/// CRC (from zero) of the block, and Adler-32 sums of its data.
PIWA_PHASE void sumPngBlock(Context& c, const u8* png, u32 row) {
  const u8* block = png + pngIdatAt + 2 + row * pngBlockBytes;
  u32 crc = 0;
  u32 low = 0;
  u32 high = 0;
  for (u32 i = 0; i < pngBlockBytes; i++) {
    crc = crcStep(c, crc, block[i]);
    if (i >= 5) {
      low = low + block[i];
      low = low >= adlerModulus ? low - adlerModulus : low;
      high = high + low;
      high = high >= adlerModulus ? high - adlerModulus : high;
    }
  }
  c.pngSums[row * 3] = crc;
  c.pngSums[row * 3 + 1] = low;
  c.pngSums[row * 3 + 2] = high;
}

PIWA_INLINE u32 crcOf(const Context& c, u32 crc, const u8* bytes, u32 count) {
  for (u32 i = 0; i < count; i++) {
    crc = crcStep(c, crc, bytes[i]);
  }
  return crc;
}

PIWA_INLINE void finishChunk(const Context& c, u8* chunk, u32 length) {
  storeBigEndian(chunk, length);
  storeBigEndian(chunk + 8 + length, ~crcOf(c, ~0u, chunk + 4, 4 + length));
}

PIWA_INLINE u32 idatBytes(u32 rows) { return 2 + rows * pngBlockBytes + 4; }

PIWA_NOINLINE void finishPng(Context& c, u8* png, u32 rows) {
  const u8 signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  const u8 header[9] = {'I', 'H', 'D', 'R', 8, 2, 0, 0, 0};
  copyBytes(png, signature, 8);
  copyBytes(png + 12, header, 4);
  storeBigEndian(png + 16, atlasWidth);
  storeBigEndian(png + 20, rows * chartTexels);
  copyBytes(png + 24, header + 4, 5);
  finishChunk(c, png + 8, 13);
  u8* idat = png + pngHeadBytes;
  const u8 idatHead[6] = {'I', 'D', 'A', 'T', 0x78, 0x01};
  storeBigEndian(idat, idatBytes(rows));
  copyBytes(idat + 4, idatHead, 6);
  u32 crc = crcOf(c, ~0u, idat + 4, 6);
  u32 low = 1;
  u32 high = 0;
  for (u32 row = 0; row < rows; row++) {
    crc = crcShifted(crc, pngBlockBytes) ^ c.pngSums[row * 3];
    high = (u32)((high + (u64)low * pngBlockData + c.pngSums[row * 3 + 2]) % adlerModulus);
    low = (low + c.pngSums[row * 3 + 1]) % adlerModulus;
  }
  u8* tail = idat + 8 + 2 + rows * pngBlockBytes;
  storeBigEndian(tail, high << 16 | low);
  crc = crcOf(c, crc, tail, 4);
  storeBigEndian(tail + 4, ~crc);
  const u8 end[12] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};
  copyBytes(tail + 8, end, 12);
}

PIWA_INLINE u32 pngBytes(u32 rows) { return pngIdatAt + idatBytes(rows) + 4 + 12; }

}  // namespace piwa
