// Trunk, legs and tail of a four-legged animal in a pose.
#pragma once
#include "living-kit.hpp"

namespace piwa {

enum class Pose : i32 { stand, walk, sit, run, lie, graze, rear };
enum class Ears : i32 { pointed, floppy, round, tall, sideways, fans, none };
enum class Tail : i32 { raised, tufted, bushy, stub, heavy, hair, thin };
enum class Horns : i32 { none, cow, antlers, knobs, trunk, nose, spiral, frill, curled, swept };
enum class Back : i32 { plain, mane, crest, humps, plates, spikes, wool, wings };
enum class Feet : i32 { paws, hooves, pads };

struct Beast {
  f32 length;
  f32 height;
  f32 chest;
  f32 hip;
  f32 neck;
  f32 neckPitch;
  f32 neckRadius;
  f32 head;
  f32 snout;
  f32 snoutRadius;
  f32 leg;
  Ears ears;
  Tail tail;
  Horns horns;
  Back back;
  Feet feet;
  i32 coat;
};

struct BeastPaints {
  i32 coat;
  i32 second;
  i32 dark;
  i32 horn;
  i32 white;
};

/// Where the trunk ends, and how high its axis lies.
struct Trunk {
  Spot shoulder;
  Spot hips;
};

PIWA_NOINLINE Trunk poseTrunk(const Beast& b, Pose pose) {
  const f32 h = b.height;
  const f32 l = b.length;
  switch (pose) {
    case Pose::sit:
      return {{0, h * 1.02f, l * .55f}, {0, b.hip * 1.02f, -l * .6f}};
    case Pose::lie:
      return {{0, b.chest * 1.02f, l}, {0, b.hip, -l}};
    case Pose::rear:
      return {{0, h * .95f + l * 1.5f, l * .3f}, {0, h * .95f, -l * .85f}};
    case Pose::run:
      return {{0, h * 1.06f, l * 1.08f}, {0, h, -l * 1.08f}};
    default:
      return {{0, h, l}, {0, h * .98f, -l}};
  }
}

PIWA_NOINLINE void addTrunk(Maker& maker, const Beast& b, const BeastPaints& paints,
                            const Trunk& trunk) {
  maker.begin("body", b.back == Back::wool ? paints.white : paints.coat);
  Primitive& p = maker.limb(trunk.hips, trunk.shoulder, b.hip, b.chest);
  if (b.back == Back::wool) {
    maker.roughen(p, .075f, 5.f);
  } else {
    const Spot belly = between(trunk.hips, trunk.shoulder, .55f);
    const f32 size = .5f * (b.hip + b.chest);
    maker.ball(belly.x, belly.y - size * .12f, belly.z, size * 1.02f, size * 1.02f, b.length * .7f)
        .blend = .1f;
  }
}

PIWA_NOINLINE void addLeg(Maker& maker, const Beast& b, const BeastPaints& paints, const Spot& top,
                          const Spot& foot, f32 kneeForward) {
  const f32 r = b.leg;
  const Spot knee = shifted(between(top, foot, .52f), 0, 0, kneeForward);
  maker.begin("leg", paints.coat);
  maker.limb(top, knee, r * 1.6f, r * 1.1f).blend = r * .9f;
  maker.limb(knee, foot, r * 1.1f, r * .95f).blend = r * .4f;
  maker.begin(b.feet == Feet::hooves ? "hoof" : "paw",
              b.feet == Feet::hooves ? paints.dark : paints.second);
  if (b.feet == Feet::paws) {
    maker.ball(foot.x, foot.y, foot.z + r * .7f, r * 1.25f, r * .9f, r * 1.7f).blend = .02f;
  } else {
    const f32 size = b.feet == Feet::pads ? 1.3f : 1.15f;
    maker.cylinder(foot.x, foot.y - r * .2f, foot.z, r * size, r * .75f, r * .2f).blend = .01f;
  }
}

/// Four legs in the pose; a mirrored pair where both sides stand alike would save little.
PIWA_NOINLINE void addLegs(Maker& maker, const Beast& b, const BeastPaints& paints,
                           const Trunk& trunk, Pose pose) {
  RandomStream& random = maker.random;
  const f32 stride = b.height * random.between(.22f, .42f);
  const f32 stance = random.between(.5f, .72f);
  for (i32 i = 0; i < 4; i++) {
    const bool front = i < 2;
    const f32 side = i % 2 == 0 ? 1.f : -1.f;
    const Spot& root = front ? trunk.shoulder : trunk.hips;
    const f32 thick = front ? b.chest : b.hip;
    const f32 x = side * thick * stance;
    const Spot top{x, root.y - thick * .25f, root.z + (front ? -.03f : .03f)};
    const bool ahead = (i == 0) != (i == 3);
    Spot foot{x, b.leg, top.z};
    f32 knee = front ? b.leg * .4f : -b.leg * 1.2f;
    if (pose == Pose::walk) {
      foot.z += ahead ? stride : -stride;
    } else if (pose == Pose::run) {
      foot.z += (front ? 2.2f : -2.2f) * stride + (ahead ? .1f : -.1f);
      foot.y = b.height * (ahead ? .3f : .16f);
    } else if (pose == Pose::sit && !front) {
      foot = {x * 1.5f, b.leg, root.z + thick * 1.5f};
      knee = thick * .4f;
    } else if (pose == Pose::lie) {
      foot = {x * 1.5f, b.leg, root.z + (front ? b.height * .75f : b.height * .4f)};
      knee = 0.f;
    } else if (pose == Pose::rear && front) {
      foot = {x, top.y + (ahead ? .1f : -.16f) * b.height, top.z + b.height * .75f};
    }
    addLeg(maker, b, paints, top, foot, knee);
    if (pose == Pose::sit && !front) {
      maker.begin("leg", paints.coat);
      oval(maker, {x * 1.25f, root.y * .6f, root.z - thick * .3f},
           {x * 1.35f, root.y * 1.15f, root.z + thick * 1.1f}, thick * .45f, thick * .6f)
          .blend = .06f;
    }
  }
}

PIWA_NOINLINE void addTail(Maker& maker, const Beast& b, const BeastPaints& paints,
                           const Trunk& trunk) {
  RandomStream& random = maker.random;
  const f32 lift = random.between(-.3f, .5f);
  const f32 sway = pi + random.between(-.5f, .5f);
  const f32 size = random.between(.8f, 1.25f);
  const Spot root = shifted(trunk.hips, 0, b.hip * .45f, -b.hip * .75f);
  maker.begin("tail", paints.coat);
  switch (b.tail) {
    case Tail::raised:
      curl(maker, root, sway, .3f + lift, 1.6f, b.height * size, 4, .065f, .05f, .03f);
      break;
    case Tail::tufted: {
      const Spot tip =
          curl(maker, root, sway, -.7f, -1.4f, b.height * .75f * size, 3, .055f, .05f, .02f);
      maker.begin("tuft", paints.dark);
      maker.ball(tip.x, tip.y, tip.z, .075f, .13f, .075f);
      break;
    }
    case Tail::bushy: {
      const Spot bend = along(root, aim(sway, lift), .28f * size);
      oval(maker, shifted(root, 0, 0, .05f), bend, .07f, .07f).blend = .04f;
      maker.begin("tail", paints.second);
      oval(maker, root, along(bend, aim(sway, lift + .5f), .42f * size), .12f, .12f).blend = .05f;
      break;
    }
    case Tail::stub:
      maker.ball(root.x, root.y, root.z, .095f, .1f, .1f).blend = .02f;
      break;
    case Tail::heavy:
      curl(maker, shifted(trunk.hips, 0, 0, -b.hip * .3f), sway, -.3f, .25f + lift,
           b.length * 2.1f * size, 5, b.hip * .8f, .05f, .1f);
      break;
    case Tail::hair: {
      maker.begin("tail", paints.dark);
      const Spot bend = along(root, aim(sway, .2f + lift), .16f);
      oval(maker, shifted(root, 0, 0, .06f), bend, .07f, .07f);
      oval(maker, shifted(bend, 0, .05f, 0),
           along(bend, aim(sway, -1.2f + .5f * lift), b.height * .7f), .09f, .09f)
          .blend = .05f;
      break;
    }
    default:
      curl(maker, root, sway, .2f, 1.2f, .3f, 2, .05f, .045f, .02f);
      break;
  }
}

}  // namespace piwa
