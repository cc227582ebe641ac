// A CUDA driver without a GPU: the functions of libcuda.so.1 that gpu-client/cuda/driver.ts calls. Device
// memory is memory of the host, a stream is a thread, and the kernels are the core itself.
//   compile with -shared -fPIC -DPIWA_VERSION=1 -Igenerator/v1 -Igenerator
// What it should be is read from the environment:
//   FAKE_CUDA_DEVICES         how many devices (1)
//   FAKE_CUDA_DRIVER          driver version (13000); below 13000 it knows no PTX 9.0
//   FAKE_CUDA_CAPABILITY      of every device (90)
//   FAKE_CUDA_MULTIPROCESSORS (2)
//   FAKE_CUDA_MEMORY          bytes of each device (1 GB)
//   FAKE_CUDA_OOM_AT          the n-th allocation finds no memory
//   FAKE_CUDA_FAULT_AT        the n-th launch of the generator breaks the context
//   FAKE_CUDA_HANG_AT         the n-th never ends
//   FAKE_CUDA_ONCE            a file: fault and hang happen in the process that makes it, not again
//   FAKE_CUDA_WRONG           asset: other bytes; hash: other hashes
//   FAKE_CUDA_OUT_BYTES       the kernel finds no room beyond this
//   FAKE_CUDA_LOG             a file that takes a line for each launch and copy
#include "fake-cuda-state.hpp"

#include <chrono>

using namespace fake;

namespace {

template <class T>
T parameter(void** parameters, int index) {
  T value;
  std::memcpy(&value, parameters[index], sizeof value);
  return value;
}

Generate readGenerate(void** p, u32 blocks) {
  return {parameter<const u8*>(p, 0), parameter<u32>(p, 1), parameter<u32>(p, 2),
          parameter<u32>(p, 3),       parameter<u32>(p, 4), parameter<u8*>(p, 5),
          parameter<u64>(p, 6),       parameter<u8*>(p, 7), parameter<u64>(p, 8),
          parameter<u64*>(p, 9),      parameter<AssetResult*>(p, 10), blocks};
}

void launchGenerate(Stream& stream, void** parameters, u32 blocks) {
  Driver& d = driver();
  const u64 number = (u64)++d.launches;
  const Generate g = readGenerate(parameters, blocks);
  const bool faults = number == setting("FAKE_CUDA_FAULT_AT", 0) && isMine();
  const bool hangs = number == setting("FAKE_CUDA_HANG_AT", 0) && isMine();
  note("generate device " + std::to_string(d.device) + " count " + std::to_string(g.count) +
       " blocks " + std::to_string(blocks) + " arena " + std::to_string((u64)g.arenas));
  stream.enqueue([g, faults, hangs] {
    while (hangs) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    if (faults) {
      driver().broken = true;
    }
    if (!driver().broken) {
      runGenerate(g);
      note("generated count " + std::to_string(g.count));
    }
  });
}

const char* nameOf(int result) {
  switch (result) {
    case outOfMemory:
      return "CUDA_ERROR_OUT_OF_MEMORY";
    case invalidDevice:
      return "CUDA_ERROR_INVALID_DEVICE";
    case invalidPtx:
      return "CUDA_ERROR_INVALID_PTX";
    case unsupportedPtx:
      return "CUDA_ERROR_UNSUPPORTED_PTX_VERSION";
    case notFound:
      return "CUDA_ERROR_NOT_FOUND";
    case illegalAddress:
      return "CUDA_ERROR_ILLEGAL_ADDRESS";
    default:
      return "CUDA_ERROR_UNKNOWN";
  }
}

/// As deep as the driver's compiler may go.
__attribute__((noinline)) int touchStack() {
  volatile char block[8 << 20];
  for (u64 i = 0; i < sizeof block; i += 4096) {
    block[i] = 1;
  }
  return block[4096] - 1;
}

int health() { return driver().broken ? illegalAddress : success; }

}  // namespace

extern "C" {

int cuInit(unsigned) { return success; }

int cuDriverGetVersion(int* version) {
  *version = (int)setting("FAKE_CUDA_DRIVER", 13000);
  return success;
}

int cuDeviceGetCount(int* count) {
  *count = (int)setting("FAKE_CUDA_DEVICES", 1);
  return success;
}

int cuDeviceGet(int* device, int ordinal) {
  *device = ordinal;
  return (u64)ordinal < setting("FAKE_CUDA_DEVICES", 1) ? success : invalidDevice;
}

int cuDeviceGetName(char* name, int length, int device) {
  std::snprintf(name, (size_t)length, "Fake GPU %d", device);
  return success;
}

int cuDeviceGetUuid(u8* uuid, int device) {
  std::memset(uuid, 0xA0 + device, 16);
  return success;
}

int cuDeviceGetAttribute(int* value, int attribute, int) {
  const int capability = (int)setting("FAKE_CUDA_CAPABILITY", 90);
  switch (attribute) {
    case 16:
      *value = (int)setting("FAKE_CUDA_MULTIPROCESSORS", 2);
      return success;
    case 75:
      *value = capability / 10;
      return success;
    case 76:
      *value = capability % 10;
      return success;
    default:
      return 1;
  }
}

int cuDevicePrimaryCtxRetain(u64* context, int device) {
  *context = 0x7000'0000'0000'0000ull + (u64)device;
  return success;
}

int cuDevicePrimaryCtxRelease(int) { return success; }

int cuCtxSetCurrent(u64 context) {
  driver().device = (int)(context & 0xff);
  return success;
}

int cuMemGetInfo_v2(u64* free, u64* total) {
  Driver& d = driver();
  const std::lock_guard<std::mutex> lock(d.mutex);
  *total = memoryBytes();
  *free = *total - d.held;
  return health();
}

int cuModuleLoadDataEx(u64* module, const char* image, unsigned count, const int* options,
                       void** values) {
  *module = 2;
  const bool isPtx = std::strstr(image, ".version") != nullptr;
  const bool known = setting("FAKE_CUDA_DRIVER", 13000) >= 13000;
  for (unsigned i = 0; i < count; i++) {
    if (options[i] == 5 && !known) {
      std::strcpy((char*)values[i], "ptxas fatal : Unsupported .version 9.0; current version is 8.4");
    }
  }
  return !isPtx || touchStack() ? invalidPtx : known ? success : unsupportedPtx;
}

int cuModuleGetFunction(u64* function, u64, const char* name) {
  const char* names[] = {"piwa_generate", "piwa_hash", "piwa_arena_bytes"};
  for (u64 i = 0; i < 3; i++) {
    if (std::strcmp(name, names[i]) == 0) {
      *function = 10 + i;
      return success;
    }
  }
  return notFound;
}

int cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, u64, int, size_t) {
  *blocks = 2;
  return success;
}

int cuMemAlloc_v2(u64* pointer, size_t bytes) {
  return driver().broken ? illegalAddress : allocate(pointer, bytes, true);
}

int cuMemFree_v2(u64 pointer) {
  Driver& d = driver();
  const std::lock_guard<std::mutex> lock(d.mutex);
  d.held -= d.sizes[pointer];
  d.sizes.erase(pointer);
  std::free((void*)pointer);
  return health();
}

int cuMemHostAlloc(u64* pointer, size_t bytes, unsigned) { return allocate(pointer, bytes, false); }

int cuMemFreeHost(u64 pointer) {
  std::free((void*)pointer);
  return health();
}

int cuStreamCreate(u64* handle, unsigned) {
  Stream* stream = new Stream;
  std::thread([stream] { stream->run(); }).detach();
  *handle = (u64)stream;
  return health();
}

int cuStreamDestroy_v2(u64) { return health(); }

int cuEventCreate(u64* handle, unsigned) {
  *handle = (u64) new Event;
  return health();
}

int cuEventDestroy_v2(u64) { return health(); }

int cuEventRecord(u64 handle, u64 stream) {
  Event* event = (Event*)handle;
  event->pending++;
  ((Stream*)stream)->enqueue([event] { event->pending--; });
  return health();
}

int cuEventQuery(u64 handle) {
  if (driver().broken) {
    return illegalAddress;
  }
  return ((Event*)handle)->pending > 0 ? notReady : success;
}

int cuMemcpyHtoDAsync_v2(u64 to, u64 from, size_t bytes, u64 stream) {
  ((Stream*)stream)->enqueue([=] { std::memcpy((void*)to, (const void*)from, bytes); });
  return health();
}

int cuMemcpyDtoHAsync_v2(u64 to, u64 from, size_t bytes, u64 stream) {
  ((Stream*)stream)->enqueue([=] {
    std::memcpy((void*)to, (const void*)from, bytes);
    note("copy " + std::to_string(bytes));
  });
  return health();
}

int cuMemsetD8Async(u64 at, u8 value, size_t bytes, u64 stream) {
  ((Stream*)stream)->enqueue([=] { std::memset((void*)at, value, bytes); });
  return health();
}

int cuLaunchKernel(u64 function, unsigned blocks, unsigned, unsigned, unsigned, unsigned, unsigned,
                   unsigned, u64 streamHandle, void** p, void**) {
  Stream& stream = *(Stream*)streamHandle;
  if (function == 10) {
    launchGenerate(stream, p, blocks);
  } else if (function == 11) {
    const u8* out = parameter<const u8*>(p, 0);
    const u32 count = parameter<u32>(p, 1);
    AssetResult* results = parameter<AssetResult*>(p, 2);
    stream.enqueue([=] { runHash(out, count, results); });
  } else {
    const u64 bytes = arenaBytesOf(parameter<i32>(p, 0), parameter<i32>(p, 1));
    u64* to = parameter<u64*>(p, 2);
    stream.enqueue([=] { *to = bytes; });
  }
  return health();
}

int cuGetErrorName(int result, const char** name) {
  *name = nameOf(result);
  return success;
}
}
