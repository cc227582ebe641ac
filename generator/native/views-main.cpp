// Views as a native program; compile it with -Igenerator/v2. Seeds are lines of 32 hex digits.
//   views hash  GRID SIZE COUNT      prints each seed and the SHA-256 of the planes of each view
//   views bench GRID SIZE COUNT      prints {"assets":n,"meshSeconds":s,"lightSeconds":s,...}
//   views write GRID SIZE COUNT DIR  writes DIR/<seed>.views: planes and 19 floats for each view
//   views sheet GRID OUT.ppm [--family NAME] [--first N] [--columns N] [--rows N] [--cell N]
//                            [--turn N]  draws camera N of 16 of the seeds counted from --first
#include "generate.hpp"
#include "views.hpp"
#include "hex.hpp"
#include "shuffle-executor.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#ifndef PIWA_FIELD
#define PIWA_FIELD piwa::VectorF
#endif
#ifndef PIWA_EXECUTOR
#define PIWA_EXECUTOR piwa::SerialExecutor
#endif
#ifndef PIWA_ARENA_FILL
#define PIWA_ARENA_FILL 0xA5
#endif

namespace {

piwa::u8* aligned(std::vector<piwa::u8>& memory, piwa::u64 bytes) {
  memory.assign(bytes + 64, PIWA_ARENA_FILL);
  return (piwa::u8*)(((piwa::u64)memory.data() + 63) & ~63ull);
}

struct Studio {
  piwa::Context context;
  piwa::Views views;
  PIWA_EXECUTOR executor;
  std::vector<piwa::u8> assetMemory;
  std::vector<piwa::u8> viewMemory;

  Studio(int grid, int size) {
    const piwa::u64 assetBytes = piwa::layOut(context, nullptr, grid);
    const piwa::u64 viewBytes = piwa::layOutViews(views, nullptr, context, size);
    if (viewBytes == 0) {
      std::fprintf(stderr, "size %d is not a multiple of 8 in 64..512\n", size);
      std::exit(2);
    }
    std::memset((void*)&context, PIWA_ARENA_FILL, sizeof context);
    std::memset((void*)&views, PIWA_ARENA_FILL, sizeof views);
    piwa::openArena(executor, context, aligned(assetMemory, assetBytes), grid);
    piwa::layOutViews(views, aligned(viewMemory, viewBytes), context, size);
  }

  bool make(const piwa::AssetSeed& seed) {
    return piwa::generate<PIWA_FIELD>(executor, context, seed) > 0;
  }

  void prepare() { piwa::prepareViews(executor, context, views); }

  void render(piwa::u32 index, piwa::u32 count) {
    piwa::renderView<PIWA_FIELD>(executor, context, views, index, count);
  }
};

std::string familyOf(const piwa::Context& context) {
  const std::string facts((const char*)context.facts, context.factsLength);
  const size_t start = facts.find("\"family\":\"") + 10;
  return facts.substr(start, facts.find('"', start) - start);
}

std::vector<std::string> readSeeds() {
  std::vector<std::string> seeds;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.size() == 32) {
      seeds.push_back(line);
    }
  }
  return seeds;
}

void printHashes(Studio& studio, piwa::u32 count) {
  const piwa::u64 bytes = piwa::planeBytes(studio.views.size);
  for (const std::string& seed : readSeeds()) {
    std::printf("%s", seed.c_str());
    const bool made = studio.make(piwa::parseSeed(seed));
    if (made) {
      studio.prepare();
    }
    for (piwa::u32 i = 0; made && i < count; i++) {
      studio.render(i, count);
      std::printf(" %s", piwa::hexDigest(studio.views.planes, bytes).c_str());
    }
    std::printf("\n");
  }
}

double secondsSince(std::clock_t start) {
  return (double)(std::clock() - start) / CLOCKS_PER_SEC;
}

void measure(Studio& studio, piwa::u32 count) {
  double made = 0;
  double prepared = 0;
  double rendered = 0;
  const std::vector<std::string> seeds = readSeeds();
  for (const std::string& seed : seeds) {
    std::clock_t start = std::clock();
    if (!studio.make(piwa::parseSeed(seed))) {
      continue;
    }
    made += secondsSince(start);
    start = std::clock();
    studio.prepare();
    prepared += secondsSince(start);
    start = std::clock();
    for (piwa::u32 i = 0; i < count; i++) {
      studio.render(i, count);
    }
    rendered += secondsSince(start);
  }
  std::printf(
      "{\"assets\":%zu,\"views\":%u,\"size\":%d,\"meshSeconds\":%.6f,\"lightSeconds\":%.6f,"
      "\"viewSeconds\":%.6f,\"arenaBytes\":%zu}\n",
      seeds.size(), count, studio.views.size, made, prepared, rendered,
      studio.viewMemory.size() - 64);
}

void writeViews(Studio& studio, piwa::u32 count, const std::string& folder) {
  const piwa::u64 bytes = piwa::planeBytes(studio.views.size);
  for (const std::string& seed : readSeeds()) {
    if (!studio.make(piwa::parseSeed(seed))) {
      continue;
    }
    std::ofstream file(folder + "/" + seed + ".views", std::ios::binary);
    studio.prepare();
    for (piwa::u32 i = 0; i < count; i++) {
      studio.render(i, count);
      file.write((const char*)studio.views.planes, (std::streamsize)bytes);
      file.write((const char*)studio.views.cameraRow, sizeof studio.views.cameraRow);
    }
  }
}

struct Sheet {
  std::string family;
  piwa::u32 first = 0;
  int columns = 8;
  int rows = 8;
  int cell = 224;
  piwa::u32 turn = 0;
};

Sheet readSheet(int count, char** arguments) {
  Sheet sheet;
  for (int i = 4; i + 1 < count; i += 2) {
    const std::string name = arguments[i];
    const char* value = arguments[i + 1];
    if (name == "--family") {
      sheet.family = value;
    } else if (name == "--first") {
      sheet.first = (piwa::u32)std::strtoul(value, nullptr, 10);
    } else if (name == "--columns") {
      sheet.columns = std::atoi(value);
    } else if (name == "--rows") {
      sheet.rows = std::atoi(value);
    } else if (name == "--cell") {
      sheet.cell = std::atoi(value);
    } else if (name == "--turn") {
      sheet.turn = (piwa::u32)std::strtoul(value, nullptr, 10);
    }
  }
  return sheet;
}

/// Seeds are the numbers from `first` on in the lowest word; others are passed over.
bool nextAsset(Studio& studio, const Sheet& sheet, piwa::u32& number) {
  for (const piwa::u32 last = number + 100000; number < last; number++) {
    const piwa::AssetSeed seed{{number, 0, 0, 0}};
    if (studio.make(seed) && (sheet.family.empty() || familyOf(studio.context) == sheet.family)) {
      const std::string facts((const char*)studio.context.facts, studio.context.factsLength);
      const size_t at = facts.find("\"caption\":\"") + 11;
      std::printf("%u %s: %s\n", number++, familyOf(studio.context).c_str(),
                  facts.substr(at, facts.find('"', at) - at).c_str());
      return true;
    }
  }
  return false;
}

void drawSheet(Studio& studio, const Sheet& sheet, const std::string& path) {
  const int width = sheet.columns * sheet.cell;
  const int height = sheet.rows * sheet.cell;
  std::vector<piwa::u8> image((size_t)width * (size_t)height * 3, piwa::backgroundByte);
  piwa::u32 number = sheet.first;
  for (int place = 0; place < sheet.columns * sheet.rows; place++) {
    if (!nextAsset(studio, sheet, number)) {
      break;
    }
    studio.prepare();
    studio.render(sheet.turn, 16);
    for (int row = 0; row < sheet.cell; row++) {
      const int top = place / sheet.columns * sheet.cell + row;
      const int left = place % sheet.columns * sheet.cell;
      const size_t at = (size_t)top * (size_t)width + (size_t)left;
      std::memcpy(image.data() + at * 3, studio.views.planes + (size_t)row * (size_t)sheet.cell * 3,
                  (size_t)sheet.cell * 3);
    }
  }
  std::ofstream file(path, std::ios::binary);
  file << "P6\n" << width << " " << height << "\n255\n";
  file.write((const char*)image.data(), (std::streamsize)image.size());
}

}  // namespace

int main(int count, char** arguments) {
  const std::string command = count > 3 ? arguments[1] : "";
  const int grid = count > 3 ? std::atoi(arguments[2]) : 0;
  if (command == "sheet") {
    const Sheet sheet = readSheet(count, arguments);
    Studio studio(grid, sheet.cell);
    drawSheet(studio, sheet, arguments[3]);
    return 0;
  }
  if (count < 5) {
    std::fprintf(stderr, "see the head of views-main.cpp\n");
    return 2;
  }
  Studio studio(grid, std::atoi(arguments[3]));
  const piwa::u32 views = (piwa::u32)std::atoi(arguments[4]);
  if (command == "hash") {
    printHashes(studio, views);
  } else if (command == "bench") {
    measure(studio, views);
  } else if (command == "write" && count > 5) {
    writeViews(studio, views, arguments[5]);
  } else {
    return 2;
  }
  return 0;
}
