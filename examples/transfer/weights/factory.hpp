// Weights of factory.mote, written by mote's image_to_header. Do not edit: run it again.
//
//     constexpr Net net = mote_weights::factory<Net>();  // lies in flash; another type does not compile
//
// clang-format off
#pragma once

#include <mote/image.hpp>

namespace mote_weights {

/// 343 parameters, unfused; the fingerprint is that of the network's type.
template <class Net>
constexpr Net factory() {
    static_assert(Net::fingerprint == 0x50d8fd264c3e0289u && Net::parameter_count == 343,
                  "mote: the weights 'factory' belong to another network: other sizes, activations or ceilings");
    static_assert(mote::arithmetic == mote::Arithmetic::unfused,
                  "mote: the weights 'factory' are for the profile unfused, and this program is built for the other");
    constexpr Net net = {{
        0x1.47ae14p-6f, 0x1.6c16c2p-6f, -0x1p+0f, -0x1.1c71c8p-1f, 0x1.cb5466p-2f, -0x1.b954dep-6f,
        0x1.c7f5aep-4f, -0x1.abe858p-2f, 0x1.38185cp-1f, -0x1.dba9d6p-3f, 0x1.10e37ep-1f, 0x1.11ccbp-1f,
        -0x1.32db5cp-2f, 0x1.4c2504p-1f, 0x1.b56b6ep-2f, -0x1.1f717ep-2f, -0x1.e2f3fap-1f, 0x1.222daep-1f,
        0x1.da73eap-2f, -0x1.41c274p-1f, 0x1.5865c8p-3f, 0x1.97864ep-8f, -0x1.03c772p-1f, 0x1.45d07ep-4f,
        -0x1.409deep-4f, 0x1.a79d08p-3f, 0x1.e8f06ep-3f, 0x1.0a0cd4p-2f, -0x1.3de208p-4f, 0x1.073c54p-5f,
        -0x1.418754p-4f, 0x1.4c5194p-5f, 0x1.75e992p-4f, -0x1.fc8afep-3f, 0x1.c72d32p-3f, -0x1.5d24e8p-3f,
        0x1.66e022p-3f, 0x1.0422e6p-5f, 0x1.869c7ep-1f, 0x1.9a9c3ep-3f, 0x1.d38586p-2f, 0x1.d48d74p-3f,
        -0x1.39c4d2p-1f, -0x1.123fa2p-1f, 0x1.9f0a46p-2f, 0x1.56676p-5f, -0x1.0a94eap-1f, -0x1.82a998p-3f,
        -0x1.0e83ecp+0f, 0x1.048d3ep-3f, 0x1.a564c4p-3f, -0x1.ae94eep-3f, 0x1.a1b6b4p-11f, 0x1.84471p-3f,
        -0x1.0d66b8p-7f, 0x1.29175ap-2f, -0x1.8f68b8p-4f, 0x1.d7a834p-4f, -0x1.0f01fep-2f, -0x1.93179cp-6f,
        0x1.10b47p-3f, 0x1.a0e51p-3f, 0x1.60432cp-3f, 0x1.c4caa8p-7f, -0x1.43e0fap-2f, -0x1.c6f9e8p-3f,
        -0x1.22bbd8p-4f, -0x1.9d82dap-3f, 0x1.ab32cep-4f, -0x1.3e3578p-3f, 0x1.c81c7ap-4f, -0x1.29c866p-4f,
        -0x1.64dc1ap-6f, -0x1.6de6cap-7f, -0x1.25fe58p-4f, -0x1.2f1984p-5f, 0x1.70e514p-4f, 0x1.1406d4p-3f,
        0x1.1631eep-2f, 0x1.f3da7p-4f, -0x1.1530f2p-3f, -0x1.25ac9p-5f, 0x1.b62c38p-5f, -0x1.ac97eep-3f,
        0x1.1d87eep-4f, 0x1.13f056p-2f, 0x1.bb3454p-4f, 0x1.5fac4ap-4f, 0x1.f1671cp-3f, -0x1.d79ddap-4f,
        0x1.6afabp-3f, 0x1.616826p-3f, -0x1.037c52p-3f, 0x1.afff4ep-8f, 0x1.6188d2p-6f, -0x1.bc964p-3f,
        -0x1.640606p-2f, 0x1.12787ap-3f, -0x1.00b6a4p-2f, -0x1.5595b4p-3f, 0x1.15b712p-2f, -0x1.9575e2p-3f,
        0x1.707224p-2f, 0x1.ce4e26p-6f, 0x1.41f106p-2f, -0x1.3388d2p-2f, 0x1.7f5336p-3f, -0x1.ead8f2p-4f,
        -0x1.496652p-3f, -0x1.6fea7ep-3f, 0x1.e8ab94p-3f, -0x1.5255ap-4f, 0x1.eac0b2p-4f, -0x1.1e84eep-3f,
        -0x1.fa71a8p-2f, -0x1.9a741p-3f, 0x1.22fe5ap-4f, 0x1.9ec626p-2f, -0x1.a498acp-3f, -0x1.1116c8p-6f,
        0x1.851ed2p-6f, 0x1.39678ap-4f, -0x1.64bfe8p-3f, 0x1.396006p-4f, 0x1.e57584p-6f, 0x1.ee83e2p-4f,
        0x1.08ed3ep-4f, 0x1.3e1016p-3f, -0x1.143432p-1f, -0x1.9e633cp-7f, -0x1.23c044p-3f, 0x1.181434p-5f,
        0x1.402a18p-6f, -0x1.fd5a04p-5f, -0x1.1b81c2p-6f, -0x1.417c1cp-2f, 0x1.1dc2a6p-5f, -0x1.1351f8p-3f,
        0x1.a9dd5p-5f, -0x1.0c281ap-2f, 0x1.5b2e24p-3f, 0x1.9a8fcp-3f, -0x1.4ee0bp-4f, -0x1.dfcea2p-3f,
        -0x1.68be96p-2f, -0x1.18cbfp-5f, -0x1.792f52p-3f, 0x1.c7794ep-5f, -0x1.62a238p-4f, 0x1.992aeep-7f,
        -0x1.9b6658p-4f, 0x1.fee692p-3f, 0x1.fad4eep-6f, 0x1.31725ep-3f, 0x1.c2bf1p-5f, 0x1.0fe53ep-2f,
        0x1.6634bp-2f, 0x1.048c12p-2f, -0x1.067578p-3f, -0x1.ae8d28p-4f, -0x1.24d7d6p-5f, -0x1.fcbc1ep-4f,
        0x1.381ebep-1f, -0x1.c9e49cp-3f, 0x1.9d06c4p-10f, 0x1.015e66p-4f, -0x1.962244p-2f, 0x1.ec523cp-4f,
        0x1.3e31c6p-3f, 0x1.03f4e2p-2f, 0x1.6ed00ep-5f, 0x1.562c14p-2f, 0x1.527a42p-3f, 0x1.60775p-3f,
        0x1.14cf8ep-3f, 0x1.4450b2p-6f, 0x1.1a41c4p-3f, 0x1.8a4f9cp-7f, 0x1.49f5b4p-1f, -0x1.f1b774p-4f,
        0x1.5bab22p-4f, 0x1.013f6ap-3f, 0x1.02c762p-2f, 0x1.415a3cp-3f, -0x1.2c5268p-3f, -0x1.adc8aep-4f,
        -0x1.fc8866p-6f, -0x1.40d37ap-3f, -0x1.d9879p-4f, 0x1.978c1ep-5f, 0x1.67bc2ap-3f, -0x1.41e03cp-2f,
        -0x1.c047ccp-6f, 0x1.e1345p-3f, -0x1.55ccdcp-2f, 0x1.03b4p-3f, -0x1.9634p-2f, 0x1.bf00f6p-3f,
        -0x1.73a5a2p-6f, 0x1.5f3ebap-2f, -0x1.ac6ddcp-8f, -0x1.9d9b82p-4f, -0x1.952326p-4f, 0x1.a2fb8cp-3f,
        -0x1.24671ep-3f, -0x1.352858p-5f, -0x1.43225p-4f, 0x1.8a35acp-2f, 0x1.016418p-3f, -0x1.5ac24p-3f,
        0x1.793e86p-3f, -0x1.ee7c28p-9f, 0x1.bc5a0ap-4f, -0x1.e3df8p-4f, -0x1.b3643cp-3f, -0x1.8870dap-3f,
        0x1.74f03p-7f, 0x1.41cc5ap-2f, -0x1.527f6cp-3f, 0x1.a5896p-4f, 0x1.8e9e34p-3f, 0x1.ccc34cp-3f,
        0x1.7c43ccp-3f, 0x1.a85ff4p-3f, 0x1.7d822ep-7f, -0x1.db9c02p-4f, 0x1.b85ae6p-3f, -0x1.f1c904p-4f,
        0x1.64ca96p-3f, -0x1.55bdacp-2f, -0x1.1f1a3p-3f, -0x1.a8a85ap-4f, 0x1.3e7786p-3f, -0x1.bc5694p-3f,
        -0x1.9f29ecp-3f, 0x1.4bb96ap-3f, -0x1.10991p-2f, 0x1.939dc2p-5f, 0x1.3c4bd2p-2f, 0x1.688494p-4f,
        0x1.441a5ap-2f, 0x1.ea17f6p-5f, -0x1.b3e226p-7f, 0x1.aece3ep-3f, 0x1.3414dap-2f, -0x1.aae33p-3f,
        0x1.dc6b78p-4f, -0x1.0bd546p-2f, -0x1.e9671ap-5f, -0x1.0e9da2p-3f, -0x1.4eb5dep-4f, 0x1.4ae268p-6f,
        -0x1.0c0f0cp-2f, 0x1.adf4d4p-5f, -0x1.20529p-6f, 0x1.cd6e36p-5f, 0x1.830914p-1f, 0x1.7470ep-2f,
        0x1.3e9d12p-3f, 0x1.67bbaap-3f, -0x1.662a96p-2f, -0x1.9c7162p-4f, 0x1.c73b1p-4f, 0x1.dee00cp-4f,
        0x1.37b6eap-4f, 0x1.6088a2p-4f, -0x1.31d6aep-3f, 0x1.419a34p-3f, 0x1.d90d32p-3f, 0x1.6c2574p-2f,
        0x1.5a0968p-4f, 0x1.c31ad4p-4f, -0x1.64c6fep-4f, -0x1.c8139p-5f, 0x1.64759ap-3f, -0x1.0840bep-3f,
        -0x1.56cb5ap-5f, 0x1.4c5082p-4f, -0x1.39794ap-6f, 0x1.050b46p-2f, -0x1.be6bc6p-3f, -0x1.0c0926p-4f,
        0x1.156984p-5f, 0x1.f780c2p-4f, -0x1.1b1842p-8f, 0x1.547538p-5f, 0x1.6f804cp-3f, -0x1.af5328p-4f,
        -0x1.225c34p-3f, -0x1.e1e582p-3f, -0x1.f1fbd6p-6f, 0x1.5bafe4p-4f, 0x1.92ccfep-3f, -0x1.1d2eecp-2f,
        0x1.356c7cp-4f, -0x1.06fe5cp-2f, 0x1.62a1bap-2f, -0x1.e4e7c8p-4f, 0x1.50d184p-3f, -0x1.261e32p-2f,
        -0x1.66a102p-7f, -0x1.34cb1p-2f, 0x1.2958f6p-4f, -0x1.e50fa8p-5f, 0x1.6fd4b6p-2f, -0x1.46bb76p-4f,
        -0x1.241938p-2f, 0x1.385a74p-3f, -0x1.ffbe9ap-4f, 0x1.070baep-4f, 0x1.3640eap-2f, 0x1.8ad594p-3f,
        0x1.165f18p-4f, -0x1.4498d8p-2f, -0x1.c84d24p-4f, 0x1.a62f86p-5f, -0x1.e5f51ep-3f, -0x1.331998p-3f,
        -0x1.199a2p-4f, 0x1.ae4806p-4f, -0x1.3b86c4p-4f, 0x1.1ed1a8p-3f, -0x1.31dfecp-2f, 0x1.d5f806p-4f,
        -0x1.d4421cp-4f, 0x1.280806p-2f, -0x1.61efcp-3f, 0x1.d23d54p-4f, -0x1.70ed8p-5f, 0x1.4eb48ap-3f,
        -0x1.7da9eep-5f, 0x1.2c8712p-2f, 0x1.21d32ep-4f, 0x1.6e2afep-4f, -0x1.1ba964p-12f, 0x1.bd59c4p-4f,
        -0x1.7136aap-2f, -0x1.9dfa26p-4f, 0x1.b10a7ep-3f, -0x1.28d4fep-5f, 0x1.f93282p-6f, 0x1.9p+6f,
        0x1.9p+6f,
    }};
    constexpr auto are_safe = [](const Net& given) {
        constexpr float limit = mote::parameter_limit<Net>(Net::offset(0));
        for (size_t i = Net::offset(0); i < Net::offset(Net::depth); ++i)
            if (given.parameters[i] > limit || given.parameters[i] < -limit) return false;
        return true;
    };
    static_assert(are_safe(net), "mote: one of the weights 'factory' is above the network's ceiling");
    return net;
}

}  // namespace mote_weights
