// A bounded writer of ASCII: captions, the JSON of the GLB and the JSON of the facts.
#pragma once
#include "types.hpp"

namespace piwa {

/// Writes past the capacity are dropped, never stored.
struct Text {
  u8* bytes;
  u32 capacity;
  u32 length;

  PIWA_INLINE void put(char character) {
    if (length < capacity) {
      bytes[length++] = (u8)character;
    }
  }

  PIWA_NOINLINE void write(const char* text) {
    while (*text) {
      put(*text++);
    }
  }

  PIWA_NOINLINE void copy(const u8* text, u32 count) {
    for (u32 i = 0; i < count; i++) {
      put((char)text[i]);
    }
  }

  PIWA_NOINLINE void decimal(i32 value) {
    char digits[12];
    i32 count = 0;
    u32 rest = value < 0 ? 0u - (u32)value : (u32)value;
    if (value < 0) {
      put('-');
    }
    do {
      digits[count++] = (char)('0' + rest % 10);
      rest /= 10;
    } while (rest);
    while (count) {
      put(digits[--count]);
    }
  }

  PIWA_NOINLINE void hex(u8 byte) {
    const char* digits = "0123456789abcdef";
    put(digits[byte >> 4]);
    put(digits[byte & 15]);
  }

  /// Each word as four bytes, lowest first: the bytes of the seed in their own order.
  PIWA_NOINLINE void hexWords(const u32* words, i32 count) {
    for (i32 i = 0; i < count * 4; i++) {
      hex((u8)(words[i / 4] >> (8 * (i % 4))));
    }
  }
};

}  // namespace piwa
