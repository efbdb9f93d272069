// Weights of factory.mote, written by mote's image_to_header. Do not edit: run it again.
//
//     constexpr Net net = mote_weights::factory<Net>();  // lies in flash; another type does not compile
//
// clang-format off
#pragma once

#include <mote/image.hpp>

namespace mote_weights {

/// 343 parameters, unfused; the shape hash is that of the network's type.
template <class Net>
constexpr Net factory() {
    static_assert(Net::shape_hash == 0xd4f6cdd3u && Net::parameter_count == 343,
                  "mote: the weights 'factory' belong to another network: other sizes, activations or ceilings");
    static_assert(mote::arithmetic == mote::Arithmetic::unfused,
                  "mote: the weights 'factory' are for the profile unfused, and this program is built for the other");
    constexpr Net net = {{
        0x1.47ae14p-6f, 0x1.6c16c2p-6f, -0x1p+0f, -0x1.1c71c8p-1f, 0x1.c4706ap-2f, -0x1.6aaffep-5f,
        0x1.2f4fdap-3f, -0x1.a69d96p-2f, 0x1.28c05cp-1f, -0x1.0015ccp-2f, 0x1.f715f6p-2f, 0x1.083d58p-1f,
        -0x1.307e06p-2f, 0x1.44dca6p-1f, 0x1.ab4eb4p-2f, -0x1.930f9ap-3f, -0x1.0cf6dp+0f, 0x1.e1014ep-2f,
        0x1.c2a7bcp-2f, -0x1.3fd32ep-1f, 0x1.26a9e4p-3f, 0x1.603012p-7f, -0x1.00a32cp-1f, 0x1.30bea2p-4f,
        -0x1.4d3e5ep-4f, 0x1.0791b6p-2f, 0x1.f16e2ep-3f, 0x1.2bad98p-2f, -0x1.72f502p-4f, 0x1.54ac5ap-6f,
        -0x1.4bcf96p-4f, 0x1.a940eap-7f, 0x1.5346acp-4f, -0x1.c05a48p-3f, 0x1.6f464p-2f, -0x1.10befep-3f,
        0x1.19781ap-3f, 0x1.2cdf9ap-5f, 0x1.612aa8p-1f, 0x1.9690dcp-3f, 0x1.430392p-2f, 0x1.19f144p-2f,
        -0x1.325896p-1f, -0x1.207838p-1f, 0x1.87b3e8p-2f, 0x1.5f090ap-6f, -0x1.ebcdf6p-2f, -0x1.84d876p-4f,
        -0x1.27447cp+0f, 0x1.52da78p-3f, 0x1.863c2ep-3f, -0x1.7c3212p-3f, -0x1.296578p-5f, 0x1.93b878p-3f,
        -0x1.834cfep-6f, 0x1.278c1cp-2f, -0x1.6151fp-4f, 0x1.ec45fap-4f, -0x1.30c066p-2f, -0x1.c45cd6p-6f,
        -0x1.a4bf26p-5f, 0x1.8aa4f2p-3f, 0x1.541c3cp-3f, 0x1.aab6ccp-7f, -0x1.370266p-2f, -0x1.e14856p-3f,
        -0x1.265152p-4f, -0x1.c17518p-3f, 0x1.86d50ep-4f, -0x1.2d7ee6p-3f, 0x1.9d6a74p-4f, -0x1.60dc8ap-5f,
        -0x1.19d6a6p-5f, -0x1.19a7ap-6f, -0x1.4a7e62p-4f, -0x1.5731aap-6f, 0x1.13adf4p-3f, 0x1.c13214p-4f,
        0x1.fd3926p-3f, 0x1.08d214p-3f, -0x1.0b1c72p-3f, -0x1.a417d6p-5f, 0x1.76b21ap-5f, -0x1.9a346cp-3f,
        -0x1.289d82p-9f, 0x1.df14b8p-3f, 0x1.04802ap-4f, 0x1.46fc68p-4f, 0x1.c0db1ap-3f, -0x1.567c52p-4f,
        0x1.1ed714p-3f, 0x1.9335f6p-3f, 0x1.6aa7fcp-2f, 0x1.2999p-5f, 0x1.484758p-5f, -0x1.97cbd6p-3f,
        -0x1.821a78p-2f, 0x1.f2912ep-4f, -0x1.6499a4p-3f, -0x1.35fbe4p-4f, 0x1.c913bep-3f, -0x1.dfd6c8p-3f,
        0x1.53713ep-2f, 0x1.9197cp-6f, 0x1.330f22p-2f, -0x1.383262p-2f, 0x1.9fcf88p-3f, -0x1.be11ccp-4f,
        0x1.7e59a8p-2f, -0x1.3ad8fep-3f, 0x1.1fb122p-2f, -0x1.1be404p-4f, 0x1.ef2238p-4f, -0x1.34b86cp-3f,
        -0x1.bc1096p-2f, -0x1.b5554ep-4f, 0x1.44d7fep-5f, 0x1.864a6p-2f, -0x1.be927cp-3f, -0x1.b066fp-6f,
        0x1.420752p-5f, 0x1.424e06p-4f, -0x1.a6daacp-3f, 0x1.19c828p-4f, -0x1.211bc2p-3f, 0x1.840baap-4f,
        0x1.8e5c4ep-5f, 0x1.2cae7ap-3f, -0x1.f122eap-2f, -0x1.57e00ep-7f, -0x1.13d856p-3f, 0x1.a4677ep-5f,
        -0x1.e45cf8p-6f, -0x1.7738aep-4f, -0x1.9263f2p-6f, -0x1.47734ap-2f, 0x1.4693d6p-8f, -0x1.3e8826p-3f,
        0x1.9cc0fcp-5f, -0x1.046ffep-2f, 0x1.a4b3b2p-2f, 0x1.a8ec7cp-3f, -0x1.5b048ep-4f, -0x1.b9612ep-3f,
        -0x1.7024c2p-2f, -0x1.3cdbecp-5f, -0x1.60a472p-3f, 0x1.cf9d1ap-4f, -0x1.5af49ap-5f, 0x1.871deap-5f,
        -0x1.17d44p-4f, 0x1.11d56ap-2f, 0x1.95e1aap-5f, 0x1.112af4p-3f, 0x1.0a04fcp-4f, 0x1.f90ee4p-3f,
        -0x1.40c12ep-2f, 0x1.cf0c98p-3f, -0x1.2254c4p-3f, -0x1.947a9ap-4f, -0x1.35694ap-6f, -0x1.13141cp-3f,
        0x1.0fe546p-1f, -0x1.6eadf8p-2f, 0x1.84b33cp-5f, 0x1.6150bp-4f, -0x1.906e3ep-2f, 0x1.e329bap-4f,
        0x1.3ae83ap-3f, 0x1.1605fap-2f, 0x1.f0c5ap-6f, 0x1.59066cp-2f, -0x1.fef13cp-2f, 0x1.2fdffcp-3f,
        0x1.cfe7bep-4f, 0x1.1165dcp-5f, 0x1.315a94p-3f, 0x1.898812p-7f, 0x1.4163aep-1f, -0x1.f8f6acp-3f,
        0x1.2c8066p-6f, 0x1.45c96p-4f, 0x1.d6bbd4p-3f, 0x1.342704p-3f, -0x1.5d6f0cp-3f, -0x1.4477dcp-4f,
        -0x1.7b0f6ap-5f, -0x1.2a364ep-3f, 0x1.4a32c6p-2f, 0x1.a664cp-5f, 0x1.289694p-3f, -0x1.28145cp-2f,
        -0x1.4a59e4p-5f, 0x1.d30b08p-3f, -0x1.1be964p-2f, 0x1.af5108p-3f, -0x1.8d6df4p-2f, 0x1.f720b4p-3f,
        -0x1.630826p-6f, 0x1.63189ap-2f, 0x1.d573b4p-11f, -0x1.a1ab7cp-4f, -0x1.0bf198p-3f, 0x1.91e6b2p-3f,
        -0x1.8f74e6p-2f, -0x1.2935eep-4f, -0x1.7ea60ep-4f, 0x1.857d8ap-2f, 0x1.e6d99p-4f, -0x1.5eed6p-3f,
        0x1.529a48p-3f, -0x1.3ec94ap-5f, 0x1.7b3926p-3f, -0x1.223798p-4f, -0x1.84b252p-3f, -0x1.6d18fep-3f,
        0x1.4012f8p-5f, 0x1.33a8dp-2f, -0x1.2e3862p-3f, 0x1.6af3d6p-4f, -0x1.17e066p-2f, 0x1.cd215ap-3f,
        0x1.b39e96p-3f, 0x1.9796bcp-3f, 0x1.4658a8p-6f, -0x1.8eb19ap-4f, 0x1.6bd0d8p-3f, -0x1.b6a302p-3f,
        0x1.618c44p-3f, -0x1.163272p-2f, -0x1.dd05d2p-4f, -0x1.b6c9fcp-5f, 0x1.0441c2p-3f, -0x1.d99d26p-3f,
        -0x1.757dcep-3f, 0x1.5b334cp-3f, -0x1.a2e768p-3f, 0x1.64a75cp-5f, 0x1.08b60cp-2f, 0x1.a08c2cp-4f,
        0x1.d3e1aap-3f, 0x1.a1f71ep-5f, -0x1.37f932p-5f, 0x1.467682p-3f, 0x1.986d78p-2f, -0x1.25881ep-3f,
        0x1.083804p-3f, -0x1.b0b0dep-3f, -0x1.41c084p-4f, -0x1.0cf988p-3f, -0x1.bf4336p-5f, 0x1.8b0f74p-6f,
        -0x1.105dbap-2f, 0x1.3de7p-5f, -0x1.a31f26p-6f, 0x1.21b94ep-4f, 0x1.9af23p-1f, 0x1.7a07b2p-2f,
        0x1.366386p-3f, 0x1.b4e7eep-4f, -0x1.486a92p-2f, -0x1.65643ep-4f, 0x1.e1c9f2p-4f, 0x1.dd7ee4p-4f,
        0x1.5cd686p-4f, 0x1.7e8da8p-4f, -0x1.6144fap-3f, 0x1.1b700ep-3f, 0x1.66bb68p-4f, 0x1.50434ep-2f,
        0x1.6c7634p-4f, 0x1.973114p-4f, -0x1.f9cc4p-4f, -0x1.6d9382p-5f, 0x1.6d942cp-3f, -0x1.0e2dfap-3f,
        -0x1.4d4ba8p-4f, 0x1.4c4c78p-4f, -0x1.2ede32p-7f, 0x1.e67af4p-3f, -0x1.97be02p-3f, -0x1.16ebccp-4f,
        0x1.39c536p-6f, 0x1.b85c6ep-4f, 0x1.d535ep-7f, 0x1.c667b2p-6f, 0x1.90551p-3f, -0x1.c8fb82p-4f,
        -0x1.385628p-3f, -0x1.d28abap-3f, -0x1.b8abc2p-5f, 0x1.8a16dcp-4f, 0x1.c9145p-3f, -0x1.2d76e4p-2f,
        0x1.60c52cp-4f, -0x1.0acae4p-2f, 0x1.5a720ep-2f, -0x1.e2bf7cp-4f, 0x1.978baep-3f, -0x1.202558p-2f,
        0x1.104b08p-3f, -0x1.1faf24p-2f, 0x1.5c4c34p-4f, -0x1.d6e48ep-5f, 0x1.7126f2p-2f, -0x1.166dcep-4f,
        -0x1.1bdd2ap-2f, 0x1.59f818p-3f, -0x1.9177a2p-3f, 0x1.9ab39ap-7f, 0x1.1bd6cap-2f, 0x1.72c958p-3f,
        0x1.ca7628p-5f, -0x1.294e26p-2f, -0x1.07cd1ep-3f, 0x1.021a18p-4f, 0x1.252cc2p-3f, -0x1.28a00ap-3f,
        -0x1.997fe2p-4f, 0x1.fd0f8p-4f, -0x1.69b0eep-4f, 0x1.0a129p-3f, -0x1.0a566ep-2f, 0x1.8df9d6p-3f,
        -0x1.334082p-3f, 0x1.1a4012p-2f, -0x1.45ed4cp-3f, 0x1.ba73e4p-4f, -0x1.9ca7cep-6f, 0x1.18e74cp-3f,
        -0x1.0fe076p-4f, 0x1.1c00d8p-2f, -0x1.e802b2p-4f, 0x1.2043f8p-4f, -0x1.d309c8p-12f, 0x1.8570b4p-4f,
        -0x1.850cbp-2f, -0x1.a83a32p-4f, 0x1.5e0238p-3f, -0x1.527d2p-4f, 0x1.916ecep-5f, 0x1.9p+6f,
        0x1.9p+6f,
    }};
    constexpr auto are_safe = [](const Net& given) {
        constexpr float limit = mote::parameter_limit<Net>(Net::trained_first);
        for (size_t i = Net::trained_first; i < Net::trained_first + Net::trained_count; ++i)
            if (given.parameters[i] > limit || given.parameters[i] < -limit) return false;
        return true;
    };
    static_assert(are_safe(net), "mote: one of the weights 'factory' is above the network's ceiling");
    return net;
}

}  // namespace mote_weights
