// Where the time of version 2 goes, by family and phase; compile it with -Igenerator/v2.
//   phases GRID VIEW_SIZE VIEW_COUNT   reads seeds (32 hex digits a line), prints a JSON line each:
//   {"family":"chair","triangles":n,"seconds":{"recipe":s,...}}; views only when VIEW_COUNT > 0.
#include "generate.hpp"
#include "views.hpp"
#include "hex.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#ifndef PIWA_FIELD
#define PIWA_FIELD piwa::VectorF
#endif

namespace {

using Field = PIWA_FIELD;

double cpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

struct Stopwatch {
  const char* name[8] = {};
  double seconds[8] = {};
  int count = 0;
  double last = cpuSeconds();

  void mark(const char* phase) {
    const double now = cpuSeconds();
    name[count] = phase;
    seconds[count++] = now - last;
    last = cpuSeconds();
  }
};

struct Program {
  piwa::Context context;
  piwa::Views views;
  piwa::SerialExecutor run;
  std::vector<piwa::u8> arena;
  std::vector<piwa::u8> viewArena;

  static piwa::u8* aligned(std::vector<piwa::u8>& memory) {
    return (piwa::u8*)(((piwa::u64)memory.data() + 63) & ~63ull);
  }

  Program(int grid, int size, int count) {
    arena.resize(piwa::layOut(context, nullptr, grid) + 64);
    piwa::openArena(run, context, aligned(arena), grid);
    if (count > 0) {
      viewArena.resize(piwa::layOutViews(views, nullptr, context, size) + 64);
      piwa::layOutViews(views, aligned(viewArena), context, size);
    }
  }

  /// The phases of generate() for the first attempt; false when that is rejected.
  bool measure(const piwa::AssetSeed& seed, int count, Stopwatch& watch) {
    context.attempt = 0;
    piwa::makeRecipe(context.recipe, seed, 0);
    watch.mark("recipe");
    const bool found = piwa::findBricks<Field>(run, context);
    watch.mark("cull");
    const bool drafted = found && piwa::draftMesh<Field>(run, context);
    watch.mark("sampleAndMesh");
    if (!drafted || !piwa::settleMesh(run, context)) {
      return false;
    }
    watch.mark("settle");
    piwa::packAsset<Field>(run, context);
    watch.mark("pack");
    if (count > 0) {
      piwa::prepareViews(run, context, views);
      for (int view = 0; view < count; view++) {
        piwa::renderView<Field>(run, context, views, view, count);
      }
      watch.mark("views");
    }
    return true;
  }
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) {
    return 2;
  }
  const int views = std::atoi(arguments[3]);
  Program program(std::atoi(arguments[1]), std::atoi(arguments[2]), views);
  for (std::string line; std::getline(std::cin, line);) {
    Stopwatch watch;
    if (line.size() != 32 || !program.measure(piwa::parseSeed(line), views, watch)) {
      continue;
    }
    std::printf("{\"family\":\"%s\",\"triangles\":%u,\"seconds\":{",
                program.context.recipe.family, program.context.quadCount * 2);
    for (int i = 0; i < watch.count; i++) {
      std::printf("%s\"%s\":%.9f", i == 0 ? "" : ",", watch.name[i], watch.seconds[i]);
    }
    std::printf("}}\n");
  }
  return 0;
}
