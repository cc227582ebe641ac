// The core as a child process: reads requests from stdin, answers on stdout, one asset at a time.
// The frames are those of gpu-client/backend/frames.ts: u32 length, u8 kind, u32 id, body; numbers
// are little endian. Ends when stdin ends, and with code 1 on a request that it cannot read.
//   compile with -DPIWA_VERSION=1 -I../v1, or -DPIWA_VERSION=2 -I../v2
#include "generate.hpp"
#include "sha256-native.hpp"
#if PIWA_VERSION >= 2
#include "views.hpp"
#endif

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include <vector>

#ifndef PIWA_FIELD
#define PIWA_FIELD piwa::VectorF
#endif

namespace {

using piwa::u16;
using piwa::u32;
using piwa::u64;
using piwa::u8;

constexpr u8 kindGenerate = 1;
constexpr u8 kindHello = 16;
constexpr u8 kindAsset = 17;
constexpr u8 kindFailed = 18;
constexpr u8 failedRejected = 1;
constexpr u8 failedInvalid = 2;
constexpr u8 failedMemory = 3;

constexpr u32 lengthBytes = 4;
constexpr u32 headBytes = 5;
constexpr u32 requestBytes = headBytes + 8 + 16;
constexpr u32 assetHeadBytes = 12 + 32;

/// One request is worked on while the next waits in the pipe.
constexpr const char* hello = "{\"name\":\"native\",\"capacity\":2}";

u16 u16At(const u8* from) { return (u16)(from[0] | from[1] << 8); }

u32 u32At(const u8* from) {
  return (u32)from[0] | (u32)from[1] << 8 | (u32)from[2] << 16 | (u32)from[3] << 24;
}

void putU32(u8* to, u32 value) {
  for (int i = 0; i < 4; i++) {
    to[i] = (u8)(value >> (8 * i));
  }
}

/// False at the end of the input.
bool readAll(u8* to, u64 count) {
  while (count > 0) {
    const ssize_t got = read(STDIN_FILENO, to, count);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return false;
    }
    to += got;
    count -= (u64)got;
  }
  return true;
}

/// Blocks until the daemon has taken it all. Without a daemon there is nothing left to do.
void writeAll(const u8* from, u64 count) {
  while (count > 0) {
    const ssize_t put = write(STDOUT_FILENO, from, count);
    if (put < 0 && errno == EINTR) {
      continue;
    }
    if (put <= 0) {
      std::exit(1);
    }
    from += put;
    count -= (u64)put;
  }
}

void startFrame(u8* frame, u8 kind, u32 id, u64 bodyBytes) {
  putU32(frame, (u32)(headBytes + bodyBytes));
  frame[lengthBytes] = kind;
  putU32(frame + lengthBytes + 1, id);
}

void writeText(u8 kind, u32 id, const u8* prefix, u32 prefixBytes, const char* text) {
  const u64 length = std::strlen(text);
  std::vector<u8> frame(lengthBytes + headBytes + prefixBytes + length);
  startFrame(frame.data(), kind, id, prefixBytes + length);
  u8* body = frame.data() + lengthBytes + headBytes;
  std::memcpy(body, prefix, prefixBytes);
  std::memcpy(body + prefixBytes, text, length);
  writeAll(frame.data(), frame.size());
}

void writeFailure(u32 id, u8 why, const char* reason) {
  writeText(kindFailed, id, &why, 1, reason);
}

struct Request {
  u32 id;
  u8 version;
  u16 grid;
  u16 viewCount;
  u16 viewSize;
  piwa::AssetSeed seed;
};

Request parseRequest(const u8* payload) {
  const u8* body = payload + headBytes;
  Request request{};
  request.id = u32At(payload + 1);
  request.version = body[0];
  request.grid = u16At(body + 2);
  request.viewCount = u16At(body + 4);
  request.viewSize = u16At(body + 6);
  for (int i = 0; i < 4; i++) {
    request.seed.word[i] = u32At(body + 8 + i * 4);
  }
  return request;
}

/// Memory at a multiple of 64, as arenas want it.
struct Block {
  u8* bytes = nullptr;

  bool reserve(u64 count) {
    std::free(bytes);
    bytes = (u8*)std::aligned_alloc(64, (count + 63) & ~63ull);
    return bytes != nullptr;
  }
};

/// The working memory of one grid, and of views of one size.
struct Core {
  piwa::Context context{};
  piwa::SerialExecutor executor;
  Block arena;
  int grid = 0;

  /// False when there is no memory.
  bool open(int wanted) {
    if (grid == wanted) {
      return true;
    }
    grid = 0;
    viewSize = 0;
    if (!arena.reserve(piwa::layOut(context, nullptr, wanted))) {
      return false;
    }
    piwa::openArena(executor, context, arena.bytes, wanted);
    grid = wanted;
    return true;
  }

  int viewSize = 0;
#if PIWA_VERSION >= 2
  piwa::Views views{};
  Block viewArena;

  /// The planes of all views of the asset made last, then the cameras of all. False for a size that
  /// is not served.
  bool render(u32 count, int size, std::vector<u8>& out) {
    if (viewSize != size && !openViews(size)) {
      return false;
    }
    const u64 planeBytes = piwa::planeBytes(size);
    constexpr u64 cameraBytes = sizeof(float) * piwa::cameraFloats;
    out.resize(count * (planeBytes + cameraBytes));
    piwa::prepareViews(executor, context, views);
    for (u32 i = 0; i < count; i++) {
      piwa::renderView<PIWA_FIELD>(executor, context, views, i, count);
      std::memcpy(out.data() + i * planeBytes, views.planes, planeBytes);
      u8* camera = out.data() + count * planeBytes + i * cameraBytes;
      std::memcpy(camera, views.cameraRow, cameraBytes);
    }
    return true;
  }

  bool openViews(int size) {
    viewSize = 0;
    const u64 bytes = piwa::layOutViews(views, nullptr, context, size);
    if (bytes == 0 || !viewArena.reserve(bytes)) {
      return false;
    }
    piwa::layOutViews(views, viewArena.bytes, context, size);
    viewSize = size;
    return true;
  }
#else
  bool render(u32, int, std::vector<u8>&) { return false; }
#endif
};

void writeAsset(u32 id, const piwa::Context& c, const std::vector<u8>& views) {
  u8 frame[lengthBytes + headBytes + assetHeadBytes];
  const u64 following = (u64)c.glbLength + c.factsLength + views.size();
  startFrame(frame, kindAsset, id, assetHeadBytes + following);
  u8* body = frame + lengthBytes + headBytes;
  putU32(body, c.glbLength);
  putU32(body + 4, c.factsLength);
  putU32(body + 8, (u32)views.size());
  piwa::sha256Native(c.glb, c.glbLength, body + 12);
  writeAll(frame, sizeof frame);
  writeAll(c.glb, c.glbLength);
  writeAll(c.facts, c.factsLength);
  writeAll(views.data(), views.size());
}

void answer(Core& core, const Request& request) {
  const bool gridKnown = request.grid == 32 || request.grid == 64 || request.grid == 128;
  if (request.version != PIWA_VERSION || !gridKnown) {
    writeFailure(request.id, failedInvalid, "this version or grid is not served");
    return;
  }
  if (!core.open(request.grid)) {
    writeFailure(request.id, failedMemory, "no memory for the grid");
    return;
  }
  if (piwa::generate<PIWA_FIELD>(core.executor, core.context, request.seed) == 0) {
    writeFailure(request.id, failedRejected, "every attempt was rejected");
    return;
  }
  std::vector<u8> views;
  if (request.viewCount > 0 && !core.render(request.viewCount, request.viewSize, views)) {
    writeFailure(request.id, failedInvalid, "these views are not served");
    return;
  }
  writeAsset(request.id, core.context, views);
}

}  // namespace

int main() {
  static Core core;
  writeText(kindHello, 0, nullptr, 0, hello);
  for (;;) {
    u8 length[lengthBytes];
    u8 payload[requestBytes];
    if (!readAll(length, sizeof length)) {
      return 0;
    }
    if (u32At(length) != requestBytes || !readAll(payload, requestBytes) ||
        payload[0] != kindGenerate) {
      std::fputs("not a request\n", stderr);
      return 1;
    }
    answer(core, parseRequest(payload));
  }
}
